import { spanLimits } from './span-limits';

describe('the limits of spans', () => {
  it('are those of OpenTelemetry without variables', () => {
    expect(spanLimits({})).toEqual({
      attributeCountLimit: 128,
      attributeValueLengthLimit: Number.POSITIVE_INFINITY,
      eventCountLimit: 128,
      linkCountLimit: 128,
      attributePerEventCountLimit: 128,
      attributePerLinkCountLimit: 128,
    });
  });

  it('follow the variables for all attributes, and those for spans before them', () => {
    const limits = spanLimits({
      OTEL_ATTRIBUTE_COUNT_LIMIT: '9',
      OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: '8',
      OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '3',
      OTEL_SPAN_EVENT_COUNT_LIMIT: '2',
    });

    expect(limits).toMatchObject({
      attributeCountLimit: 3,
      attributeValueLengthLimit: 8,
      eventCountLimit: 2,
    });
  });
});
