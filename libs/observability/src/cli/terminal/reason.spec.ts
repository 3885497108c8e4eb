import { reasonOf } from './reason';

describe('why a call failed', () => {
  it.each([
    ['CERT_HAS_EXPIRED', 'its certificate has expired (CERT_HAS_EXPIRED)'],
    ['ENOTFOUND', 'there is no such host (ENOTFOUND)'],
    ['EHOSTUNREACH', 'EHOSTUNREACH'],
  ])('is the meaning of the code %s', (code, reason) => {
    const error = new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) });

    expect(reasonOf(error, 10_000)).toBe(reason);
  });

  it('is the limit after a timeout', () => {
    expect(reasonOf(new DOMException('', 'TimeoutError'), 1500)).toBe('no answer within 1.5 s');
  });

  it('is the cause where there is no code', () => {
    const error = new TypeError('fetch failed', { cause: new Error('bad port') });

    expect(reasonOf(error, 1)).toBe('bad port');
  });

  it('is the message where there is no cause', () => {
    expect(reasonOf(new Error('odd'), 1)).toBe('odd');
  });
});
