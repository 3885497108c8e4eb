import { Redactor } from './redactor';
import { REDACTED as R } from './spans';

const redactor = new Redactor({ keys: ['x-tax'] });

describe('a safe copy of headers', () => {
  it('keeps the names of cookies and loses their values', () => {
    const safe = redactor.headers({
      cookie: 'sid=abc; theme=dark; odd',
      'set-cookie': ['sid=abc; Path=/; HttpOnly', 'a=1'],
    });

    expect(safe).toEqual({
      cookie: `sid=${R}; theme=${R}; ${R}`,
      'set-cookie': [`sid=${R}; Path=/; HttpOnly`, `a=${R}`],
    });
  });

  it('replaces tokens in the names of cookies', () => {
    const token = 'AKIA0123456789ABCDEF';

    expect(redactor.headers({ cookie: `${token}=a`, 'set-cookie': `${token}=a; Path=/` })).toEqual({
      cookie: `${R}=${R}`,
      'set-cookie': `${R}=${R}; Path=/`,
    });
  });

  it.each([
    ['authorization', 'Bearer abc', `Bearer ${R}`],
    ['Proxy-Authorization', 'Basic abc', `Basic ${R}`],
    ['authorization', 'abc', R],
    ['x-api-key', 'abc', R],
    ['X-Tax', '7', R],
    ['x-amz-security-token', 'abc', R],
    ['referer', 'https://ada:x@shop.example/reset/abc?token=x', 'https://shop.example'],
    ['referer', '/reset/abc', R],
    ['location', '/a?token=abc', `/a?token=${R}`],
    ['user-agent', 'bot token=abc', `bot token=${R}`],
    ['accept', '*/*', '*/*'],
  ])('writes %s: %s without secrets', (name, value, safe) => {
    expect(redactor.headers({ [name]: value })).toEqual({ [name]: safe });
  });

  it('knows where the next cookie of a joined header begins', () => {
    const joined =
      'sid=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT, auth=hunter2; Path=/, c=3';

    expect(redactor.headers({ 'set-cookie': joined })).toEqual({
      'set-cookie': `sid=${R}; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT, auth=${R}; Path=/, c=${R}`,
    });
  });

  it('are not given another prototype by a header', () => {
    const safe = redactor.headers(JSON.parse('{"__proto__":["a"],"x":"1"}') as object);

    expect(Object.getPrototypeOf(safe)).toBe(Object.prototype);
    expect(safe).toEqual({ x: '1' });
  });

  it('writes numbers as text and leaves out what is no header', () => {
    expect(redactor.headers({ 'content-length': 7, odd: undefined, fn: () => 1 })).toEqual({
      'content-length': '7',
    });
  });
});
