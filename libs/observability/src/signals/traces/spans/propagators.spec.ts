import { propagatorsFrom } from './propagators';

const W3C = ['tracecontext', 'baggage'];

describe('the formats of context', () => {
  beforeEach(() => jest.spyOn(process, 'emitWarning').mockImplementation());
  afterEach(() => jest.restoreAllMocks());

  it.each<[string | undefined, readonly string[], string | undefined]>([
    [undefined, W3C, undefined],
    ['', W3C, undefined],
    ['tracecontext,baggage', W3C, undefined],
    ['baggage, TraceContext,,baggage', W3C, undefined],
    ['tracecontext', ['tracecontext'], undefined],
    ['baggage', ['baggage'], undefined],
    ['none', [], undefined],
    ['tracecontext,none', [], undefined],
    ['tracecontext,baggage,b3', W3C, '"b3"'],
    ['tracecontext,b3multi', ['tracecontext'], '"b3multi"'],
    ['jaeger', W3C, '"jaeger"'],
    ['xray,ottrace', W3C, '"xray,ottrace"'],
  ])('are those of OTEL_PROPAGATORS: %s', (OTEL_PROPAGATORS, names, unsupported) => {
    expect(propagatorsFrom({ OTEL_PROPAGATORS })).toEqual(names);
    expect(jest.mocked(process.emitWarning).mock.calls.map(([message]) => message)).toEqual(
      unsupported === undefined
        ? []
        : [
            `OTEL_PROPAGATORS has ${unsupported}; supported are tracecontext, baggage, none. Only these are ` +
              'used; for others, register your own tracer provider.',
          ],
    );
  });
});
