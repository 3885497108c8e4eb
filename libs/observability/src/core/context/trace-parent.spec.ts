import { formatTraceParent, newSpanId, newTraceId, parseTraceParent } from './trace-parent';

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN_ID = '00f067aa0ba902b7';

describe('the traceparent header', () => {
  it.each([
    ['a sampled span', '01', true],
    ['a span that is not sampled', '00', false],
    ['flags that are unknown besides the sampled one', '03', true],
    ['unknown flags without the sampled one', 'fe', false],
  ])('is read for %s', (_case, flags, sampled) => {
    const parent = parseTraceParent(`00-${TRACE_ID}-${SPAN_ID}-${flags}`);

    expect(parent).toEqual({ traceId: TRACE_ID, spanId: SPAN_ID, sampled });
  });

  it('of a later version is read as far as this one knows it', () => {
    const parent = parseTraceParent(`01-${TRACE_ID}-${SPAN_ID}-01-more-to-come`);

    expect(parent).toEqual({ traceId: TRACE_ID, spanId: SPAN_ID, sampled: true });
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['not a traceparent', 'hello'],
    ['of the forbidden version ff', `ff-${TRACE_ID}-${SPAN_ID}-01`],
    ['longer than version 00 allows', `00-${TRACE_ID}-${SPAN_ID}-01-more`],
    ['of a trace id of zeros', `00-${'0'.repeat(32)}-${SPAN_ID}-01`],
    ['of a span id of zeros', `00-${TRACE_ID}-${'0'.repeat(16)}-01`],
    ['of upper-case digits', `00-${TRACE_ID.toUpperCase()}-${SPAN_ID}-01`],
    ['of a trace id too short', `00-${TRACE_ID.slice(1)}-${SPAN_ID}-01`],
    ['of flags that are no hex', `00-${TRACE_ID}-${SPAN_ID}-zz`],
    ['surrounded by spaces', ` 00-${TRACE_ID}-${SPAN_ID}-01 `],
    ['endless', `01-${TRACE_ID}-${SPAN_ID}-01-${'x'.repeat(300)}`],
  ])('is no parent when it is %s', (_case, header) => {
    const parent = parseTraceParent(header);

    expect(parent).toBeUndefined();
  });

  it.each([true, false])('is written so that it can be read again (sampled: %s)', (sampled) => {
    const parent = { traceId: TRACE_ID, spanId: SPAN_ID, sampled };

    const header = formatTraceParent(parent);

    expect(parseTraceParent(header)).toEqual(parent);
  });
});

describe('new ids', () => {
  it('are 32 and 16 hex digits', () => {
    const ids = [newTraceId(), newSpanId()];

    expect(ids).toEqual([
      expect.stringMatching(/^[0-9a-f]{32}$/),
      expect.stringMatching(/^[0-9a-f]{16}$/),
    ]);
  });

  it('differ from each other, also when the pool of random bytes is filled anew', () => {
    const ids = Array.from({ length: 10_000 }, (_, i) => (i % 2 ? newTraceId() : newSpanId()));

    expect(new Set(ids).size).toBe(ids.length);
  });
});
