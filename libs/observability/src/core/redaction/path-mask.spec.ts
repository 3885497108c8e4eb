import { pathMaskOf } from './path-mask';
import { Redactor } from './redactor';
import { SensitiveKeys } from './sensitive-keys';
import { REDACTED as R } from './spans';

const keys = new SensitiveKeys();

describe('the paths of a route', () => {
  it.each([
    ['/reset/:token', '/reset/abc', `/reset/${R}`],
    ['/reset/:token/confirm', '/reset/abc/confirm?a=1', `/reset/${R}/confirm?a=1`],
    ['/users/:id/sessions/:sessionId', '/users/7/sessions/abc', `/users/7/sessions/${R}`],
    ['/verify/:code', '/verify/4711', `/verify/${R}`],
    ['/files/:token.json', '/files/abc.json', `/files/${R}`],
    ['/reset/:token', 'http://shop:1/reset/abc#x', `http://shop:1/reset/${R}#x`],
    ['/v1{/:lang}/reset/:token', '/v1/reset/abc', `/${R}/${R}/${R}`],
    ['/a/*splat/:token', '/a/b/c/abc', `/a/${R}/${R}/${R}`],
  ])('of the template %s are written without the secret', (route, path, safe) => {
    expect(pathMaskOf(route, keys)?.apply(path)).toBe(safe);
  });

  it.each(['/orders/:id', '/countries/:code', '/', '', '/tokens', '/a/:authorId'])(
    'of the template "%s" hold none',
    (route) => {
      expect(pathMaskOf(route, keys)).toBeUndefined();
    },
  );

  it('are known in any text, before the route is', () => {
    const redactor = new Redactor({
      routes: ['/users/:id/reset/:token', '/:token', '/orders/:id'],
    });

    const texts = [
      'Cannot GET /api/v1/users/7/reset/abc?x=1',
      'http://shop/Users/8/Reset/abc',
      '/orders/7',
      '/abc',
    ];

    expect(texts.map((text) => redactor.text(text))).toEqual([
      `Cannot GET /api/v1/users/7/reset/${R}?x=1`,
      `http://shop/Users/8/Reset/${R}`,
      '/orders/7',
      '/abc',
    ]);
    expect(redactor.url('/users/1/reset/a')).toBe(`/users/1/reset/${R}`);
  });

  it('are learned from requests too', () => {
    const redactor = new Redactor();

    const known = redactor.urlOfRoute('/invite/abc', '/invite/:token');

    expect([known, redactor.text('at /invite/def')]).toEqual([`/invite/${R}`, `at /invite/${R}`]);
    expect([redactor.hidesPathOf('/invite/:token'), redactor.hidesPathOf('/')]).toEqual([
      true,
      false,
    ]);
  });

  it('keep long ids where the route is known, and lose what looks random where it is not', () => {
    const redactor = new Redactor();
    const id = '4bf92f3577b34da6a3ce929d0e0e4736';

    expect(redactor.urlOfRoute(`/traces/${id}`, '/traces/:id')).toBe(`/traces/${id}`);
    expect(redactor.urlOfRoute(`/traces/${id}`, '')).toBe(`/traces/${R}`);
  });
});
