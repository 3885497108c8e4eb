import { trace } from '@opentelemetry/api';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { platformEnvironment } from './platform-environment';

const DSN = 'https://key@sentry.example/1';

describe('what the platform says', () => {
  it('stands for options that are left out', () => {
    const env = {
      SENTRY_DSN: ` ${DSN}\n`,
      SERVER_NAME: 'web-1',
      LOG_LEVEL: 'WARNING',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
    };

    const { values, filled, warnings } = platformEnvironment(env, {});

    expect(values).toEqual({
      errors: { dsn: DSN, serverName: 'web-1' },
      logs: { level: 'warn' },
      traces: { endpoint: 'http://collector:4318/v1/traces' },
    });
    expect([...filled]).toEqual([
      'errors.dsn',
      'errors.serverName',
      'logs.level',
      'traces.endpoint',
    ]);
    expect(warnings).toEqual([]);
  });

  it.each([
    ['SENTRY_DSN', { SENTRY_DSN: 'changeme' }, "Sentry's DSN"],
    ['SENTRY_DSN', { SENTRY_DSN: 'x'.repeat(20_000) }, "Sentry's DSN"],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }, '"trace" or "debug"'],
    ['LOG_LEVEL', { LOG_LEVEL: 'x'.repeat(20_000) }, '"trace" or "debug"'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317' }, 'URL'],
  ])('is ignored with a warning where it is wrong: %s', (name, env, wanted) => {
    const { values, filled, warnings } = platformEnvironment(env, {});

    expect(values).toEqual({ errors: {}, logs: {}, traces: {} });
    expect(filled.size).toBe(0);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(`${name} is a text of`);
    expect(warnings[0]).toContain(wanted);
    expect(warnings[0]!.length).toBeLessThan(400);
    for (const value of Object.values(env)) expect(warnings[0]).not.toContain(value);
  });

  it.each(['', ' '])('is nothing where a variable is empty: "%s"', (empty) => {
    const env = { SENTRY_DSN: empty, LOG_LEVEL: empty, OTEL_EXPORTER_OTLP_ENDPOINT: empty };

    expect(platformEnvironment(env, {})).toMatchObject({ filled: new Set(), warnings: [] });
  });

  it('is left to an SDK of the app where that has an address of its own', () => {
    trace.setGlobalTracerProvider(new BasicTracerProvider());

    const read = platformEnvironment({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317' }, {});

    expect(read).toMatchObject({ filled: new Set(), warnings: [] });
    trace.disable();
  });

  it('is not even looked at where an option says it', () => {
    const given = { errors: { dsn: DSN }, logs: { level: 'info' } };

    const { filled, warnings } = platformEnvironment({ SENTRY_DSN: '?', LOG_LEVEL: '?' }, given);

    expect(filled.size).toBe(0);
    expect(warnings).toEqual([]);
  });
});
