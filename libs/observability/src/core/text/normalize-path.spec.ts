import * as fc from 'fast-check';
import { slowerThanLinear, repeated } from '../../../../../test/support/linear-time';
import { normalizePath } from './normalize-path';

describe('normalizePath', () => {
  it.each([
    ['/users/42', '/users/{id}'],
    ['/users/42/orders/7', '/users/{id}/orders/{id}'],
    ['/days/2026-11-30', '/days/{id}'],
    ['/users/3F2504E0-4F89-11D3-9A0C-0305E82C3301/pets', '/users/{uuid}/pets'],
    ['/carts/507f1f77bcf86cd799439011', '/carts/{hash}'],
    ['/blobs/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', '/blobs/{hash}'],
    ['/commits/a1b2c3d', '/commits/{hash}'],
    ['/jobs/01ARZ3NDEKTSV4RRFFQ69G5FAV', '/jobs/{hash}'],
    ['/customers/cus_NffrFeUfNV2Hib9', '/customers/{hash}'],
    ['/invoices/123.pdf', '/invoices/{id}.pdf'],
    ['https://user:pass@api.example.com:8443/v1/users/42?page=2#top', '/v1/users/{id}'],
    ['https://api.example.com?x=1', '/'],
    ['users//42/', '/users/{id}'],
    ['', '/'],
  ])('of %s is %s', (path, wanted) => {
    expect(normalizePath(path)).toBe(wanted);
  });

  it.each(['/', '/v1/orders', '/facade/decade', '/two-factor-auth-settings', '/oauth2/token'])(
    'leaves %s as it is',
    (path) => {
      expect(normalizePath(path)).toBe(path);
    },
  );

  it('has twelve parts at most', () => {
    expect(normalizePath('/a'.repeat(500))).toBe(`${'/a'.repeat(12)}/*`);
  });

  it.each([undefined, null, 42, {}, Symbol('path')])('takes %p for no path', (path) => {
    expect(normalizePath(path as never)).toBe('/');
  });

  it('never throws, and once it is done, it is done', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true })), (path) => {
        const once = normalizePath(path);

        expect(once.startsWith('/')).toBe(true);
        expect(once).not.toContain('?');
        expect(normalizePath(once)).toBe(once);
      }),
    );
  });

  it('takes time in proportion to its input', () => {
    for (const part of ['1-', '1', 'a1', '/', '.a', 'a:/']) {
      expect(
        slowerThanLinear({
          read: (path) => normalizePath(path),
          textOf: repeated(part),
          length: 2_000_000,
          maxMs: 80,
        }),
      ).toBeUndefined();
    }
  });
});
