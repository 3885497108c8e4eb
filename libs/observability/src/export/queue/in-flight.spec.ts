import { InFlight } from './in-flight';

interface Body {
  readonly bytes: number;
}

const MEBIBYTE = 1_048_576;
const LIMITS = {
  maxItems: 64,
  maxBytes: 4 * MEBIBYTE,
  bytesOf: ({ bytes }: Body): number => bytes,
};
const started = (): InFlight<Body> => new InFlight(LIMITS);

/** Adds bodies of one size until there is no room. @returns how many there were */
function fill(inFlight: InFlight<Body>, bytes: number): number {
  let count = 0;
  for (; inFlight.hasRoomFor({ bytes }); count += 1) inFlight.add({ bytes });
  return count;
}

describe('what is in flight', () => {
  it('is bounded in number, where the bodies are small', () => {
    expect(fill(started(), 5000)).toBe(64);
  });

  it('is bounded in bytes, where they are large', () => {
    expect(fill(started(), MEBIBYTE)).toBe(4);
  });

  it('is one where it is larger than that', () => {
    expect(fill(started(), 5 * MEBIBYTE)).toBe(1);
  });

  it('is one while the back end fails, and one more with each response afterwards', () => {
    const inFlight = started();

    inFlight.narrow();
    const whileFailing = fill(inFlight, 10);
    inFlight.clear();
    inFlight.widen();
    inFlight.widen();

    expect([whileFailing, fill(inFlight, 10)]).toEqual([1, 3]);
  });

  it('begins with fewer, where the back end is to accept one first', () => {
    const inFlight = new InFlight<Body>({ ...LIMITS, initialItems: 1 });

    const atFirst = fill(inFlight, 10);
    inFlight.clear();
    inFlight.widen();

    expect([atFirst, fill(inFlight, 10)]).toEqual([1, 2]);
  });

  it('never widens beyond its maximum', () => {
    const inFlight = started();

    inFlight.widen();

    expect(fill(inFlight, 10)).toBe(64);
  });

  it('has room again after a response, which comes once', () => {
    const inFlight = started();
    const large = { bytes: 4 * MEBIBYTE };
    inFlight.add(large);

    const answered = [inFlight.remove(large), inFlight.remove(large)];

    expect(answered).toEqual([true, false]);
    expect([inFlight.size, inFlight.bytes]).toEqual([0, 0]);
    expect(fill(inFlight, MEBIBYTE)).toBe(4);
  });
});
