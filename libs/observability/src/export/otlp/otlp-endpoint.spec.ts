import { otlpEndpoint } from './otlp-endpoint';

const ALL = 'OTEL_EXPORTER_OTLP_ENDPOINT';
const TRACES = 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT';

describe('the OTLP address of the environment', () => {
  it.each([
    ['of all signals', { [ALL]: 'http://c:4318' }, 'http://c:4318/v1/traces'],
    ['that ends with a slash', { [ALL]: 'http://c:4318/' }, 'http://c:4318/v1/traces'],
    ['below a path', { [ALL]: 'https://c/otlp' }, 'https://c/otlp/v1/traces'],
    ['of traces, as it is', { [TRACES]: 'http://c:4318/spans' }, 'http://c:4318/spans'],
    ['of traces before the other', { [ALL]: 'http://a', [TRACES]: 'http://b/x' }, 'http://b/x'],
  ])('is the one %s', (_case, env, expected) => {
    expect(otlpEndpoint(env)).toBe(expected);
  });

  it.each([
    ['nothing is set', {}],
    ['it is empty', { [ALL]: '' }],
    ['no traces are to be exported', { [ALL]: 'http://c', OTEL_TRACES_EXPORTER: 'none' }],
    ['none is one of the exporters', { [ALL]: 'http://c', OTEL_TRACES_EXPORTER: 'otlp, None' }],
    ['OpenTelemetry is turned off', { [ALL]: 'http://c', OTEL_SDK_DISABLED: 'TRUE' }],
  ])('is missing when %s', (_case, env) => {
    expect(otlpEndpoint(env)).toBeUndefined();
  });

  /** The values of the specification, lists, and some that are wrong. */
  it.each(['console', 'zipkin', 'logging', 'jaeger', 'otlp', 'otlp,console', 'otlp/stdout', 'x'])(
    'is not spoiled by the exporter %s, of which nothing is warned while nothing is sent',
    (OTEL_TRACES_EXPORTER) => {
      const warnings = jest.spyOn(process, 'emitWarning').mockImplementation();

      expect(otlpEndpoint({ OTEL_TRACES_EXPORTER })).toBeUndefined();
      expect(otlpEndpoint({ OTEL_TRACES_EXPORTER, [TRACES]: 'http://c/x' })).toBe('http://c/x');
      expect(otlpEndpoint({ OTEL_SDK_DISABLED: 'yes', [TRACES]: 'http://c/x' })).toBe('http://c/x');

      expect(warnings).not.toHaveBeenCalled();
      warnings.mockRestore();
    },
  );
});
