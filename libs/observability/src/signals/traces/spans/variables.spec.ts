import { isSdkDisabled, otlpEndpoint } from '../../../export/otlp/otlp-endpoint';
import { otlpTarget } from '../../../export/otlp/otlp-target';
import { propagatorsFrom } from './propagators';
import { queueLimits } from '../../../export/otlp/queue-limits';
import { samplerFrom, sentryRatio } from '../sampling/sampler-from-env';
import { serviceName } from '../../../core/process/service-identity';
import { spanLimits } from './span-limits';
import type { Environment } from '../../../core/process/environment';

/** Reads all that the library reads of OpenTelemetry's variables. */
function readAll(env: Environment): void {
  samplerFrom(env, 1);
  sentryRatio(env);
  serviceName(env);
  isSdkDisabled(env);
  otlpEndpoint(env);
  propagatorsFrom(env);
  otlpTarget('http://c:4318/v1/traces', env);
  queueLimits(env);
  spanLimits(env);
}

const WORDS = {
  OTEL_TRACES_SAMPLER: 'always_on',
  OTEL_TRACES_EXPORTER: 'otlp',
  OTEL_SDK_DISABLED: 'true',
  OTEL_PROPAGATORS: 'tracecontext',
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf',
  OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
  OTEL_EXPORTER_OTLP_TRACES_COMPRESSION: 'none',
};
const NUMBERS = [
  'SENTRY_TRACES_SAMPLE_RATE',
  'OTEL_EXPORTER_OTLP_TIMEOUT',
  'OTEL_EXPORTER_OTLP_TRACES_TIMEOUT',
  'OTEL_BSP_EXPORT_TIMEOUT',
  'OTEL_BSP_SCHEDULE_DELAY',
  'OTEL_BSP_MAX_QUEUE_SIZE',
  'OTEL_BSP_MAX_EXPORT_BATCH_SIZE',
  'OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT',
  'OTEL_ATTRIBUTE_COUNT_LIMIT',
  'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT',
  'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT',
  'OTEL_SPAN_EVENT_COUNT_LIMIT',
  'OTEL_SPAN_LINK_COUNT_LIMIT',
  'OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT',
  'OTEL_LINK_ATTRIBUTE_COUNT_LIMIT',
];
const PAIRS = [
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_EXPORTER_OTLP_TRACES_HEADERS',
  'OTEL_RESOURCE_ATTRIBUTES',
];
const FILES = [
  'OTEL_EXPORTER_OTLP_CERTIFICATE',
  'OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE',
  'OTEL_EXPORTER_OTLP_CLIENT_KEY',
];
const ALL = [...Object.keys(WORDS), ...NUMBERS, ...PAIRS, ...FILES];
const LONG = `x,${'x'.repeat(20_000)}`;

describe("OpenTelemetry's variables", () => {
  let warnings: jest.SpyInstance;

  beforeEach(() => {
    warnings = jest.spyOn(process, 'emitWarning').mockImplementation();
  });
  afterEach(() => warnings.mockRestore());

  const warned = (): string[] => warnings.mock.calls.map(([message]) => String(message));

  it.each(ALL.flatMap((name) => [`nonsense of ${name}`, LONG].map((value) => [name, value])))(
    'are one short warning with the name where %s is wrong',
    (name, value) => {
      readAll({ [name]: value });
      readAll({ [name]: value });

      expect(warned()).toHaveLength(1);
      expect(warned()[0]).toContain(name);
      expect(warned()[0]!.length).toBeLessThan(400);
    },
  );

  it.each(ALL)('are no warning where %s is empty or blank', (name) => {
    readAll({ [name]: '' });
    readAll({ [name]: '  ' });

    expect(warned()).toEqual([]);
  });

  it.each(Object.entries(WORDS))('are taken in any case: %s', (name, word) => {
    readAll({ [name]: word.toUpperCase() });

    expect(warned()).toEqual([]);
  });

  it('name the one for traces where that is wrong', () => {
    readAll({ OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'grpc' });

    expect(warned()).toEqual([
      expect.stringContaining('OTEL_EXPORTER_OTLP_TRACES_PROTOCOL is "grpc"'),
    ]);
  });

  it('never bring a header that HTTP does not take, nor show its value', () => {
    const { headers } = otlpTarget('http://c:4318', {
      OTEL_EXPORTER_OTLP_HEADERS: 'bad name=hunter2,x-key=a%0d%0ab: c,authorization=Bearer%20abc',
    });

    expect(headers).toEqual({ authorization: 'Bearer abc' });
    expect(warned()).toEqual([expect.stringContaining('2 headers that HTTP does not allow')]);
    expect(warned().join('')).not.toContain('hunter2');
  });
});
