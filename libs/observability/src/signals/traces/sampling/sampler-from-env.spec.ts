import { samplerFrom } from './sampler-from-env';

/** XORs to 0x80000000: the middle of all ratios. */
const HALF = `80000000${'0'.repeat(24)}`;

function decisions(env: Record<string, string>, fallback = 1) {
  const { sampler } = samplerFrom(env, fallback);
  const parent = { traceId: HALF, spanId: '1'.repeat(16), sampled: true };
  return {
    alone: sampler({ traceId: HALF, parent: undefined }),
    called: sampler({ traceId: HALF, parent }),
    calledUnsampled: sampler({ traceId: HALF, parent: { ...parent, sampled: false } }),
  };
}

const ALL = { alone: true, called: true, calledUnsampled: true };
const NONE = { alone: false, called: false, calledUnsampled: false };
const LIKE_CALLER = { called: true, calledUnsampled: false };

describe('the sampler that the environment configures', () => {
  let warnings: jest.SpyInstance;

  beforeEach(() => {
    warnings = jest.spyOn(process, 'emitWarning').mockImplementation();
  });
  afterEach(() => warnings.mockRestore());

  it.each([
    ['always_on', undefined, ALL],
    ['always_off', undefined, NONE],
    ['traceidratio', '0.6', ALL],
    ['traceidratio', '0.4', NONE],
    ['parentbased_always_on', undefined, { ...LIKE_CALLER, alone: true }],
    ['parentbased_always_off', undefined, { ...LIKE_CALLER, alone: false }],
    ['parentbased_traceidratio', '0.6', { ...LIKE_CALLER, alone: true }],
    ['parentbased_traceidratio', '0.4', { ...LIKE_CALLER, alone: false }],
    ['parentbased_traceidratio', ' 0 ', { ...LIKE_CALLER, alone: false }],
  ])('is %s with the argument %s', (kind, part, expected) => {
    const env = { OTEL_TRACES_SAMPLER: kind, ...(part && { OTEL_TRACES_SAMPLER_ARG: part }) };

    expect(decisions(env)).toEqual(expected);
    expect(warnings).not.toHaveBeenCalled();
  });

  it.each([
    [0.4, false],
    [0.6, true],
  ])('records a part of what begins here where nothing is configured: %s', (fallback, alone) => {
    expect(decisions({ OTEL_TRACES_SAMPLER: '' }, fallback)).toEqual({ ...LIKE_CALLER, alone });
  });

  it.each(['2', '-1', 'a tenth', '0.1x', 'NaN'])(
    'records everything and warns once when the argument is %s',
    (part) => {
      const env = { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: part };

      const found = [decisions(env), decisions(env)];

      expect(found).toEqual([ALL, ALL]);
      expect(warnings.mock.calls).toEqual([
        [
          `OTEL_TRACES_SAMPLER_ARG is "${part}"; it must be a number from 0 to 1. Using 1 instead.`,
          'ObservabilityWarning',
        ],
      ]);
    },
  );

  it.each(['jaeger_remote', 'toString'])(
    'is the default, with a warning, when %s is configured',
    (kind) => {
      const found = decisions({ OTEL_TRACES_SAMPLER: kind });

      expect(found).toEqual({ ...LIKE_CALLER, alone: true });
      expect(warnings.mock.calls[0]?.[0]).toContain(`OTEL_TRACES_SAMPLER is "${kind}"`);
    },
  );
});
