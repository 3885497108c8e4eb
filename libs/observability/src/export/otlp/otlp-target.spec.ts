import { otlpTarget } from './otlp-target';
import { sentryTarget } from './sentry-target';

const ENDPOINT = 'http://c:4318/v1/traces';

describe('a collector', () => {
  let warnings: jest.SpyInstance;

  beforeEach(() => {
    warnings = jest.spyOn(process, 'emitWarning').mockImplementation();
  });
  afterEach(() => warnings.mockRestore());

  it('has ten seconds for a batch, no headers and no compression', () => {
    const target = otlpTarget(ENDPOINT, {});

    expect(target).toEqual({
      url: new URL(ENDPOINT),
      headers: {},
      timeoutMs: 10_000,
      isCompressed: false,
      tls: {},
    });
  });

  it('gets the headers of all signals and those of traces', () => {
    const { headers } = otlpTarget(ENDPOINT, {
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20abc, x-team=a=b,nothing,=empty',
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-team=100%',
    });

    expect(headers).toEqual({ authorization: 'Bearer abc', 'x-team': '100%' });
  });

  it.each([
    ['bad name=a', '1 header that HTTP does not allow; it is not sent'],
    ['bad name=a,x=b%0Ac,y=d', '2 headers that HTTP does not allow; they are not sent'],
  ])('warns of headers that HTTP does not allow: %s', (given, words) => {
    otlpTarget(ENDPOINT, { OTEL_EXPORTER_OTLP_HEADERS: given });

    expect(warnings.mock.calls[0]?.[0]).toContain(words);
  });

  it('receives compressed requests when that is configured', () => {
    expect(otlpTarget(ENDPOINT, { OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip' }).isCompressed).toBe(
      true,
    );
  });

  it.each([
    ['that of all signals', { OTEL_EXPORTER_OTLP_TIMEOUT: '300' }, 300],
    [
      'that of traces',
      { OTEL_EXPORTER_OTLP_TIMEOUT: '300', OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: '200' },
      200,
    ],
    ['that of the batch processor when it is shorter', { OTEL_BSP_EXPORT_TIMEOUT: '100' }, 100],
    ['the default when the variable is wrong', { OTEL_EXPORTER_OTLP_TIMEOUT: 'soon' }, 10_000],
  ])('has as its time limit %s', (_case, env, expected) => {
    expect(otlpTarget(ENDPOINT, env).timeoutMs).toBe(expected);
  });

  it('is warned of when it is to be spoken to by gRPC', () => {
    otlpTarget(ENDPOINT, { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' });

    expect(warnings.mock.calls[0]?.[0]).toContain('OTEL_EXPORTER_OTLP_PROTOCOL is "grpc"');
  });

  it('is warned of when its certificate cannot be read', () => {
    const target = otlpTarget(ENDPOINT, { OTEL_EXPORTER_OTLP_CERTIFICATE: '/not/there.pem' });

    expect(target.tls.ca).toBeUndefined();
    expect(warnings.mock.calls[0]?.[0]).toContain('"/not/there.pem"');
  });

  it('has the certificates that the files hold', () => {
    const { tls } = otlpTarget(ENDPOINT, { OTEL_EXPORTER_OTLP_CLIENT_KEY: __filename });

    expect(tls.key?.toString()).toContain('has the certificates that the files hold');
  });
});

describe('Sentry as the back end', () => {
  it.each([
    ['https://key@sentry.example/42', 'https://sentry.example/api/42/integration/otlp/v1/traces/'],
    ['http://key:old@s:9000/below/7', 'http://s:9000/below/api/7/integration/otlp/v1/traces/'],
  ])('has an address for spans in its DSN %s', (dsn, expected) => {
    const target = sentryTarget(dsn, {});

    expect(target?.url.href).toBe(expected);
    expect(target?.headers).toEqual({
      'x-sentry-auth':
        'Sentry sentry_version=7, sentry_key=key, sentry_client=nestjs-observability',
    });
  });

  it('gets no header that is meant for a collector', () => {
    const target = sentryTarget('https://key@sentry.example/42', {
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=secret',
    });

    expect(Object.keys(target?.headers ?? {})).toEqual(['x-sentry-auth']);
  });

  it.each(['', 'sentry.example', 'https://sentry.example/42'])(
    'is none without a DSN: "%s"',
    (dsn) => {
      expect(sentryTarget(dsn, {})).toBeUndefined();
    },
  );
});
