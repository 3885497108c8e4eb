import { MonitoredException } from '../../exceptions';
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
    ['hexadecimal digits', 'a'.repeat(1_000_000)],
    ['spaces and new lines', ' \n'.repeat(500_000)],
    ['quotes', '"\''.repeat(500_000)],
  ])('is found fast in a megabyte of %s', (_case, message) => {
    const begun = performance.now();

    fingerprintOf(errorAt(message), NOTHING);

    expect(performance.now() - begun).toBeLessThan(500);
  });

  it('is what the error itself asks for', () => {
    const exception = new MonitoredException('x', { fingerprint: ['invoice', 'lines'] });

    expect(fingerprintOf(exception, NOTHING)).toBe('invoice · lines');
  });
});
