import type { EndpointsOptions, ResolvedEndpointsOptions } from '../../endpoints';
import type { LogsOptions } from '../../signals/logs';
import { resolveOptions } from './resolve-options';

const TOKEN = 'correct-horse-battery';
const guard = (): boolean => true;
const management = { port: 9464 };

type Environment = Record<string, string>;

function endpointsOf(endpoints: EndpointsOptions, env: Environment = {}): ResolvedEndpointsOptions {
  return resolveOptions({ endpoints }, env).endpoints;
}

describe('who may read metrics and details', () => {
  it.each<[string, EndpointsOptions, string, string]>([
    ['nothing is set', {}, 'local', 'closed'],
    ['there is a token', { token: TOKEN }, 'token', 'token'],
    ['there is a guard', { guard }, 'guard', 'guard'],
    ['there are both', { token: TOKEN, guard }, 'token', 'token'],
    ['there is a management port', { management }, 'closed', 'closed'],
    ['there is a management port and a token', { management, token: TOKEN }, 'token', 'token'],
    ['there is a management port and a guard', { management, guard }, 'guard', 'guard'],
    ['it is said', { access: 'closed', token: TOKEN }, 'closed', 'closed'],
    ['it is said to be open', { access: 'open', management }, 'open', 'open'],
  ])('when %s', (_case, options, elsewhere, inProduction) => {
    const accesses = (env: Environment): string[] =>
      Object.values(endpointsOf(options, env).access);

    expect(accesses({ NODE_ENV: 'development' })).toEqual([elsewhere, elsewhere]);
    for (const word of ['production', 'Production', 'prod', 'staging', 'Development', '']) {
      expect(accesses({ NODE_ENV: word })).toEqual([inProduction, inProduction]);
    }
  });

  it('may be said for one of the two; the other is as usual', () => {
    const env = { NODE_ENV: 'production' };

    expect(endpointsOf({ access: { metrics: 'open' } }, env).access).toEqual({
      metrics: 'open',
      details: 'closed',
    });
    expect(endpointsOf({ access: { details: 'guard' }, token: TOKEN, guard }, env).access).toEqual({
      metrics: 'token',
      details: 'guard',
    });
  });

  it('is closed in production by the name of the service as well', () => {
    const { endpoints } = resolveOptions({ service: { environment: 'production' } }, {});

    expect(endpoints.access).toEqual({ metrics: 'closed', details: 'closed' });
  });

  it('is for this machine on a terminal, where no word says otherwise', () => {
    const unset = resolveOptions({}, {}, true).endpoints;
    const staging = resolveOptions({}, { NODE_ENV: 'staging' }, true).endpoints;

    expect(unset.access).toEqual({ metrics: 'local', details: 'local' });
    expect(staging.access).toEqual({ metrics: 'closed', details: 'closed' });
  });

  it('may be decided by a token of the environment', () => {
    expect(endpointsOf({}, { OBSERVABILITY_TOKEN: TOKEN })).toMatchObject({
      token: TOKEN,
      access: { metrics: 'token', details: 'token' },
    });
  });
});

describe('the name of the environment', () => {
  it.each<[Environment, string]>([
    [{ SENTRY_ENVIRONMENT: 'staging', NODE_ENV: 'production' }, 'staging'],
    [{ NODE_ENV: 'production' }, 'production'],
    [{ SENTRY_ENVIRONMENT: '', NODE_ENV: 'production' }, 'production'],
    [{ SENTRY_ENVIRONMENT: '', NODE_ENV: '' }, 'development'],
    [{}, 'development'],
  ])('of %j is "%s"', (env, name) => {
    expect(resolveOptions({}, env).service.environment).toBe(name);
  });
});

describe('the management port', () => {
  it('is at the machine itself, unless it is said otherwise', () => {
    const others = { management: { port: 1, host: '::' }, token: TOKEN };

    expect(endpointsOf({ management }).management).toMatchObject({ port: 9464, host: '127.0.0.1' });
    expect(endpointsOf(others).management).toMatchObject({ port: 1, host: '::' });
  });

  it.each<[string, EndpointsOptions, string, string]>([
    ['nothing else is set', {}, 'local', 'closed'],
    ['there is a token', { token: TOKEN, access: 'closed' }, 'token', 'token'],
    ['there is a guard', { guard }, 'guard', 'guard'],
    ['the app itself is open', { access: 'open' }, 'open', 'open'],
    ['the app itself is closed', { access: 'closed' }, 'local', 'closed'],
  ])('has its own rule when %s', (_case, options, elsewhere, inProduction) => {
    const accesses = (env: Environment): unknown =>
      endpointsOf({ ...options, management }, env).management?.access;

    expect(accesses({ NODE_ENV: 'development' })).toEqual({
      metrics: elsewhere,
      details: elsewhere,
    });
    expect(accesses({ NODE_ENV: 'prod' })).toEqual({
      metrics: inProduction,
      details: inProduction,
    });
  });

  it('is not there by itself', () => {
    expect(endpointsOf({}).management).toBeUndefined();
  });
});

function withBody(body: unknown): () => object {
  return () => resolveOptions({ errors: { body: body as 'keys' } }, {});
}

describe('what depends on where the app runs', () => {
  it.each([
    [{ NODE_ENV: 'development' }, 'debug', false],
    [{ NODE_ENV: 'staging' }, 'info', true],
    [{ NODE_ENV: 'Production' }, 'info', true],
    [{}, 'info', true],
  ])('is with %j the level %s, and whether SIGUSR2 changes it: %s', (env, level, levelSignal) => {
    expect(resolveOptions({}, env).logs).toMatchObject({ level, levelSignal });
  });

  it.each<[LogsOptions, Environment, boolean, boolean]>([
    [{}, { NODE_ENV: 'development' }, true, true],
    [{}, {}, true, true],
    [{}, { NODE_ENV: 'development' }, false, false],
    [{}, { NODE_ENV: 'production' }, true, false],
    [{ format: 'json' }, { NODE_ENV: 'development' }, true, false],
  ])(
    'has with %j and %j, on a terminal: %s, lines for people: %s',
    (logs, env, isTerminal, isForPeople) => {
      expect(resolveOptions({ logs }, env, isTerminal).logs.isForPeople).toBe(isForPeople);
    },
  );

  it.each([
    ['development', true],
    ['staging', 'keys'],
    ['production', 'keys'],
    ['prod', 'keys'],
  ])('in %s shows of bodies: %j', (NODE_ENV, shown) => {
    expect(resolveOptions({}, { NODE_ENV }).errors.body).toBe(shown);
    expect(resolveOptions({ errors: { body: ['item'] } }, { NODE_ENV }).errors.body).toEqual([
      'item',
    ]);
  });

  it('refuses a rule of bodies that it does not know', () => {
    expect(withBody('values')).toThrow(
      'errors.body: is a text of 6 characters; it must be true, false, "keys" or a list of names.',
    );
    expect(withBody(['a..b'])).toThrow('errors.body[0]');
  });
});

describe('where traces go', () => {
  const dsn = 'https://key@sentry.example/1';

  it.each<[string, Environment, string]>([
    ['there is a DSN', {}, 'sentry'],
    ['a collector is known too', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' }, 'otlp'],
    ['no exporter is wanted', { OTEL_TRACES_EXPORTER: 'none' }, 'none'],
    ['OpenTelemetry is switched off', { OTEL_SDK_DISABLED: 'TRUE' }, 'none'],
  ])('when %s', (_case, env, exporter) => {
    expect(resolveOptions({ errors: { dsn } }, env).traces.exporter).toBe(exporter);
    expect(resolveOptions({}, { ...env, SENTRY_DSN: dsn }).traces.exporter).toBe(exporter);
  });

  it('is nowhere without a DSN and a collector', () => {
    expect(resolveOptions({}, {}).traces.exporter).toBe('none');
  });
});
