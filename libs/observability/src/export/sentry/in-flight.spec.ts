import { MAX_CONNECTIONS } from '../http/http-sender';
import { InFlight } from './in-flight';
import { serializedEnvelope } from './serialized-envelope';
import type { SerializedEnvelope } from './serialized-envelope';

const MEBIBYTE = 1_048_576;
const event = (bytes: number): SerializedEnvelope =>
  serializedEnvelope(Buffer.alloc(bytes), ['error']);

/** Adds events of one size until there is no room. @returns how many there were */
function fill(inFlight: InFlight, bytes: number): number {
  let count = 0;
  for (; inFlight.hasRoomFor(event(bytes)); count += 1) inFlight.add(event(bytes));
  return count;
}

describe('the envelopes under way', () => {
  it('are as many as the pool has connections, where they are small', () => {
    expect(fill(new InFlight(), 5000)).toBe(MAX_CONNECTIONS);
  });

  it('are 4 MiB together where they are large', () => {
    expect(fill(new InFlight(), MEBIBYTE)).toBe(4);
  });

  it('are one where it is larger than that', () => {
    expect(fill(new InFlight(), 5 * MEBIBYTE)).toBe(1);
  });

  it('are one while the back end is ill, and one more with each answer afterwards', () => {
    const inFlight = new InFlight();

    inFlight.narrow();
    const whileIll = fill(inFlight, 10);
    inFlight.clear();
    inFlight.widen();
    inFlight.widen();

    expect([whileIll, fill(inFlight, 10)]).toEqual([1, 3]);
  });

  it('make room when they are answered, and are not answered twice', () => {
    const inFlight = new InFlight();
    const large = event(4 * MEBIBYTE);
    inFlight.add(large);

    const answered = [inFlight.remove(large), inFlight.remove(large)];

    expect(answered).toEqual([true, false]);
    expect(fill(inFlight, MEBIBYTE)).toBe(4);
  });
});
