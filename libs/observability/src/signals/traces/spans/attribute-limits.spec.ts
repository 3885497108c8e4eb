import { limitsAttributes } from './attribute-limits';

describe('limits of attributes', () => {
  it.each([
    'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT',
    'OTEL_ATTRIBUTE_COUNT_LIMIT',
    'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT',
    'OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT',
  ])('are kept where %s is set', (name) => {
    expect([limitsAttributes({ [name]: '12' }), limitsAttributes({ [name]: '' })]).toEqual([
      true,
      false,
    ]);
  });
});
