import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { slowerThanLinear, repeated } from '../testing/linear-time';
import { normalizePath } from './normalize-path';

/** 21 characters that look random, with a digit as nearly all have. */
function nanoid(seed: number): string {
  return `${createHash('sha256').update(`${seed}`).digest('base64url').slice(0, 20)}7`;
}

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
    ['/jobs/01arz3ndektsv4rrffq69g5fav', '/jobs/{hash}'],
    ['/links/V1StGXR8_Z5jdHi6B-myT', '/links/{hash}'],
    ['/files/V1StGXR8_Z5jdHi6B-myT.pdf', '/files/{hash}.pdf'],
    ['/videos/dQw4w9WgXcQ', '/videos/{hash}'],
    ['/pastes/k3j9x0q2ab', '/pastes/{hash}'],
    ['/blocks/0x1f9a', '/blocks/{hash}'],
    ['/blobs/9F86D081884C7D65', '/blobs/{hash}'],
    [
      '/sessions/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N',
      '/sessions/{hash}',
    ],
    ['/keys/dGVhIGFuZCBib29rcyBhbmQ9==', '/keys/{hash}'],
    ['/keys/dGVhIGFuZCBib29rcyBhbmQ9%3D%3D', '/keys/{hash}'],
    ['/users/user_3F2504E0-4F89-11D3-9A0C-0305E82C3301', '/users/user_{uuid}'],
    ['/things/urn:uuid:3f2504e0-4f89-11d3-9a0c-0305e82c3301', '/things/urn:uuid:{uuid}'],
    ['/things/%7B3f2504e0-4f89-11d3-9a0c-0305e82c3301%7D', '/things/{uuid}'],
    ['/users/jane.doe+tea@example.com/orders', '/users/{email}/orders'],
    ['/users/jane%40example.co.uk', '/users/{email}'],
    ['/phones/+4915112345678', '/phones/{id}'],
    ['/phones/%2B49-151-12345678', '/phones/{id}'],
    ['/days/2026-11-30T12:00:00Z', '/days/{id}'],
    ['/days/2026-11-30T12%3A00%3A00.123+02:00', '/days/{id}'],
    ['/days/20261130T120000Z', '/days/{id}'],
    ['/numbers/12345678901234567890', '/numbers/{id}'],
    ['/numbers/1,2,3', '/numbers/{id}'],
    ['/orders/order-123456', '/orders/order-{id}'],
    ['/orders/42;jsessionid=1A2B', '/orders/{id}'],
    ['/orders;jsessionid=1A2B/list', '/orders/list'],
    ['/invoices/123.pdf', '/invoices/{id}.pdf'],
    ['https://user:pass@api.example.com:8443/v1/users/42?page=2#top', '/v1/users/{id}'],
    ['https://api.example.com?x=1', '/'],
    ['users//42/', '/users/{id}'],
    ['', '/'],
  ])('of %s is %s', (path, wanted) => {
    expect(normalizePath(path)).toBe(wanted);
  });

  it.each([
    '/',
    '/v1/orders',
    '/facade/decade',
    '/two-factor-auth-settings',
    '/twoFactorAuthSettings',
    '/oauth2/token',
    '/OAuth2Token',
    '/top-10-best-coffee-shops-2026',
    '/Top-10-Best-Coffee-Shops-2026',
    '/iso-8601/utf-8',
    '/docs/v1.2.3/index.html',
    '/a%20b/caf%C3%A9',
    '/bad%zz%',
    '/@scope/package',
  ])('leaves %s as it is', (path) => {
    expect(normalizePath(path)).toBe(path);
  });

  it.each<[string, fc.Arbitrary<string>, string]>([
    ['ULIDs', fc.ulid().filter((id) => /[A-Z]/.test(id)), '{hash}'],
    ['UUIDs', fc.uuid(), '{uuid}'],
    ['UUIDs in capitals', fc.uuid().map((id) => id.toUpperCase()), '{uuid}'],
    ['numbers', fc.bigInt({ min: 0n, max: 10n ** 30n }).map(String), '{id}'],
    ['moments', fc.date({ noInvalidDate: true }).map((at) => at.toISOString()), '{id}'],
    [
      'encoded moments',
      fc.date({ noInvalidDate: true }).map((at) => encodeURIComponent(at.toISOString())),
      '{id}',
    ],
    ['addresses', fc.emailAddress().map(encodeURIComponent), '{email}'],
    ['digests', fc.nat().map((n) => createHash('sha256').update(`${n}`).digest('hex')), '{hash}'],
    ['nanoids', fc.nat().map(nanoid), '{hash}'],
  ])('makes one path of all %s', (_kind, ids, shown) => {
    fc.assert(
      fc.property(ids, (id) => {
        expect(normalizePath(`/things/${id}/parts`)).toBe(`/things/${shown}/parts`);
      }),
    );
  });

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
