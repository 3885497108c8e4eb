import { resolve } from 'node:path';
import { UsageError } from '../terminal/cli.errors';
import { healthQueryFrom } from './health-arguments';

const SECRET = 's3cret-of-the-shop';

describe('the arguments of the command health', () => {
  it('may all be left out', () => {
    expect(healthQueryFrom([], {})).toEqual({
      source: { url: new URL('http://localhost:3000/health') },
      format: 'table',
      check: undefined,
      token: undefined,
      timeoutMs: 10_000,
      hasColour: true,
    });
  });

  it.each([
    ['https://shop.example', 'https://shop.example/health'],
    ['http://localhost:9000/shop/', 'http://localhost:9000/shop/health'],
    ['http://localhost:9000/healthz', 'http://localhost:9000/healthz'],
    ['http://localhost:9000/health/', 'http://localhost:9000/health/'],
  ])('take %s for %s', (given, url) => {
    expect(healthQueryFrom(['--url', given], {}).source).toEqual({ url: new URL(url) });
  });

  it('take an app by file and name, and its usual name where none is given', () => {
    const file = resolve('dist/app.js');

    expect(healthQueryFrom(['--app', 'dist/app.js#Shop'], {}).source).toEqual({
      app: { file, exportName: 'Shop' },
    });
    expect(healthQueryFrom(['--app', 'dist/app.js'], {}).source).toEqual({
      app: { file, exportName: 'AppModule' },
    });
  });

  it('take the token from OBSERVABILITY_TOKEN, or from the variable that is named', () => {
    const env = { OBSERVABILITY_TOKEN: 'usual-token', SHOP_TOKEN: SECRET };

    expect(healthQueryFrom([], env).token).toBe('usual-token');
    expect(healthQueryFrom(['--token-env', 'SHOP_TOKEN'], env).token).toBe(SECRET);
  });

  it.each([
    [['--format', 'xml'], '--format must be table or json, not "xml".'],
    [['--timeout', '5s'], '--timeout must be milliseconds, 1 to 600000, not "5s".'],
    [['--timeout', '0'], '--timeout must be milliseconds, 1 to 600000, not "0".'],
    [['--url', 'shop.example'], '--url must be an address that begins with http:// or https://.'],
    [['--url', `http://me:${SECRET}@shop`], '--url must hold no user and no password'],
    [['--url', `ftp://me:${SECRET}@shop`], '--url must be an address that begins'],
    [['--url', 'http://a', '--app', 'b'], 'Give either --url or --app.'],
    [['--app', '#AppModule'], '--app must be a file and a name'],
    [['--token-env', 'NONE'], 'The variable NONE is not set; it was given by --token-env.'],
    [['--token-env', 'BAD'], 'The token in BAD has characters that are invalid in a header.'],
    [['--colour'], "Unknown option '--colour'"],
    [['database'], "Unexpected argument 'database'"],
  ])('are refused when they are %j', (args, complaint) => {
    const parse = (): unknown => healthQueryFrom(args, { BAD: `${SECRET}\n` });

    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(complaint);
    expect(parse).not.toThrow(SECRET);
  });
});
