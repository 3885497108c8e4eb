import { randomBytes, randomUUID } from 'node:crypto';
import { weaknessOf } from '../../libs/observability/src/endpoints/token-strength';

describe('a random token', () => {
  it.each<[string, () => string]>([
    ['16 hexadecimal digits', () => randomBytes(8).toString('hex')],
    ['32 hexadecimal digits', () => randomBytes(16).toString('hex')],
    ['64 hexadecimal digits', () => randomBytes(32).toString('hex')],
    ['base64url', () => randomBytes(16).toString('base64url')],
    ['a UUID', () => randomUUID()],
  ])('of %s is refused once in a million times at most', (_form, make) => {
    const refused = Array.from({ length: 20_000 }, make).filter(weaknessOf);

    // One that is as regular as `0000111122223333` by chance; a second one would be no chance.
    expect(refused.slice(1)).toEqual([]);
  });
});
