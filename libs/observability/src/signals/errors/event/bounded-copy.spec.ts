import { boundedCopy } from './bounded-copy';

describe('a bounded copy', () => {
  it('is the same when there is room', () => {
    const value = { a: [1, 'two', { three: null }], b: true, c: undefined };

    expect(boundedCopy(value, 1000)).toEqual(value);
  });

  it('cuts a text that has no room', () => {
    expect(boundedCopy('abcdef', 3)).toBe('abc…');
  });

  it('stops where the room ends', () => {
    const copy = boundedCopy({ first: 'x'.repeat(80), second: 'y'.repeat(80) }, 100);

    expect(JSON.stringify(copy).length).toBeLessThan(150);
    expect(copy).toMatchObject({ first: 'x'.repeat(80) });
  });

  it('does not read what is beyond: a great list costs no more than a small one', () => {
    let read = 0;
    const items = Array.from({ length: 100_000 }, () =>
      Object.defineProperty({}, 'value', { enumerable: true, get: () => (read += 1) }),
    );

    boundedCopy(items, 1000);

    expect(read).toBeLessThan(200);
  });

  it('goes eight levels deep, and so ends in a circle', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;

    expect(JSON.stringify(boundedCopy(circle, 10_000))).toContain('[Too deep]');
  });

  it('keeps dates, maps and instances as they are: the redactor handles them', () => {
    const date = new Date();

    expect(boundedCopy({ date }, 1000)).toEqual({ date });
  });

  it('keeps __proto__ an ordinary key', () => {
    const copy = boundedCopy(JSON.parse('{"__proto__":{"polluted":true}}'), 1000);

    expect(JSON.stringify(copy)).toBe('{"__proto__":{"polluted":true}}');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('tells what cannot be read', () => {
    const shy = Object.defineProperty({}, 'it', {
      enumerable: true,
      get: () => {
        throw new Error('no');
      },
    });

    expect(boundedCopy(shy, 1000)).toEqual({ it: '[Unreadable]' });
  });
});
