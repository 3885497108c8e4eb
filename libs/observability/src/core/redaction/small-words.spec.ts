import { Redactor } from './redactor';
import { REDACTED as R } from './spans';

const redactor = new Redactor();

describe('words that decide', () => {
  it.each([
    ['paid to DE89370400440532013000EUR', `paid to ${R}EUR`],
    ['POST /login/pin:4711 failed', `POST /login/pin:${R} failed`],
    ['X-Shop-Key: abc12x', `X-Shop-Key: ${R}`],
    [
      'GET / HTTP/1.1\nX-Shop-Key: abc12x\nAccept: */*',
      `GET / HTTP/1.1\nX-Shop-Key: ${R}\nAccept: */*`,
    ],
    ['/cb?code=EURX', `/cb?code=${R}`],
    ['got Bearer undefined2024', `got Bearer ${R}`],
  ])('show a secret: %s', (text, wanted) => {
    expect(redactor.text(text)).toBe(wanted);
  });

  it.each([
    'SyntaxError: Unexpected token: name (foo)',
    'The bearer certificate expired',
    'got Bearer undefined',
    '/rates?code=EUR',
    'image registry/auth:3000 pulled',
    'Sort-Key: name',
  ])('show that there is none: %s', (text) => {
    expect(redactor.text(text)).toBe(text);
  });
});
