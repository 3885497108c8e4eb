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
    ['OpenTelemetry is turned off', { [ALL]: 'http://c', OTEL_SDK_DISABLED: 'TRUE' }],
  ])('is missing when %s', (_case, env) => {
    expect(otlpEndpoint(env)).toBeUndefined();
  });
});
