import { fitEvent, MAX_EVENT_BYTES } from './event-size';

const text = (length: number): string => 'x'.repeat(length);
const sizeOf = (event: object): number => Buffer.byteLength(JSON.stringify(event));

describe('an event', () => {
  it('stays as it is when it is small enough', () => {
    const event = { extra: { a: 1 } };

    expect(fitEvent(event)).toBe(event);
  });

  it('loses its greatest extras and contexts first, and no ids', () => {
    const trace = { trace_id: 'a' };
    const event = {
      extra: { great: text(900_000), small: 'kept' },
      contexts: { trace, other: { text: text(500_000) } },
    };

    const fitted = fitEvent(event);

    expect(fitted.extra).toEqual({ great: '[Cut: too large]', small: 'kept' });
    expect(fitted.contexts).toEqual(event.contexts);
    expect(sizeOf(fitted)).toBeLessThan(MAX_EVENT_BYTES);
  });

  it('loses breadcrumbs and the request when that is not enough', () => {
    const fitted = fitEvent({ breadcrumbs: [text(2_000_000)], request: {}, extra: { a: 1 } });

    expect(fitted).toEqual({ breadcrumbs: [], request: undefined, extra: { a: 1 }, contexts: {} });
  });

  it('loses what JSON cannot say', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;

    expect(fitEvent({ extra: { circle, a: 1 } }).extra).toEqual({
      circle: '[Cut: too large]',
      a: 1,
    });
  });
});
