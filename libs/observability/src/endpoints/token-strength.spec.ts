import { randomBytes } from 'node:crypto';
import { weaknessOf } from './token-strength';

describe('a token', () => {
  it.each([
    'correct-horse-battery',
    randomBytes(8).toString('hex') + randomBytes(8).toString('hex'),
    randomBytes(24).toString('base64'),
    '7f3a9c1e5b8d2046',
    'Zk9!vQ2#mL7$xR4@',
  ])('like %s takes too many guesses', (token) => {
    expect(weaknessOf(token)).toBeUndefined();
  });

  it.each([
    ['', 'it has fewer than 16 characters'],
    ['k7Q!z9', 'it has fewer than 16 characters'],
    ['correct horse battery', 'it has spaces or characters outside ASCII'],
    ['größer-als-hundert', 'it has spaces or characters outside ASCII'],
    ['correct-horse\u0000battery', 'it has spaces or characters outside ASCII'],
    ['aaaaaaaaaaaaaaaaaaaa', 'it is made of too few different characters'],
    ['abababababababababab', 'it is made of too few different characters'],
    ['k7Q!zk7Q!zk7Q!zk7', 'it repeats itself'],
    ['1234567890123456', 'it is made of well-known words or rows such as 123'],
    ['abcdefghijklmnopqrstuvwxyz', 'it is made of well-known words or rows such as 123'],
    ['changeme-changeme', 'it is made of well-known words or rows such as 123'],
    ['my-secret-token-123', 'it is made of well-known words or rows such as 123'],
    ['P@ssw0rd-P@ssw0rd!', 'it is made of well-known words or rows such as 123'],
    ['<your-token-here>', 'it is made of well-known words or rows such as 123'],
    ['${OBSERVABILITY_TOKEN}', 'it is made of well-known words or rows such as 123'],
    ['changeme!!!!!!!!!!', 'it is made of well-known words or rows such as 123'],
    ['admin:admin:2024', 'it is made of well-known words or rows such as 123'],
  ])('like "%s" is weak: %s', (token, weakness) => {
    expect(weaknessOf(token)).toBe(weakness);
  });
});
