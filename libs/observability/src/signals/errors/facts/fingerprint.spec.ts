import { slowerThanLinear, repeated } from '../../../core/testing/linear-time';
import { MonitoredException } from '../../../exceptions';
import { fingerprintOf } from './fingerprint';

const NOTHING = { transaction: undefined, context: undefined, tags: {} };
const errorAt = (message: string): Error => new Error(message);

describe('the fingerprint of an error', () => {
  it.each([
    ['numbers', 'order 17 failed', 'order 18 failed'],
    [
      'ids',
      'no user 5f3c9a7e-0d1b-4c2a-9e8f-112233445566',
      'no user 0d1b5f3c-9a7e-4c2a-9e8f-665544332211',
    ],
    ['quoted values', 'no column "a"', 'no column "b"'],
  ])('is the same whatever the %s in it', (_case, one, other) => {
    expect(fingerprintOf(errorAt(one), NOTHING)).toBe(fingerprintOf(errorAt(other), NOTHING));
  });

  it('is another one at another place', () => {
    expect(fingerprintOf(new Error('x'), NOTHING)).not.toBe(fingerprintOf(errorAt('x'), NOTHING));
  });

  it.each([
    ['hexadecimal digits', 'a'],
    ['spaces and new lines', ' \n'],
    ['quotes', '"\''],
  ])('is found fast in a megabyte of %s', (_case, part) => {
    expect(
      slowerThanLinear({
        read: (message) => fingerprintOf(errorAt(message), NOTHING),
        textOf: repeated(part),
        length: 1_000_000,
        maxMs: 500,
      }),
    ).toBeUndefined();
  });

  it('is what the error itself asks for', () => {
    const exception = new MonitoredException('x', { fingerprint: ['invoice', 'lines'] });

    expect(fingerprintOf(exception, NOTHING)).toBe('invoice · lines');
  });
});
