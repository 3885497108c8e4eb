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
    ['aaaaaaaaaaaaaaaaaaaa', 'it has too few different characters'],
    ['abababababababababab', 'it has too few different characters'],
    ['k7Q!zk7Q!zk7Q!zk7', 'it repeats itself'],
    ['k7Q!z9vP2k7Q!z9vP2', 'it repeats itself'],
    ['Xy7!kP2@qR9#Xy7!kP2@qR9#Xy7!', 'it repeats itself'],
    ['1234567890123456', 'it consists of well-known words or sequences such as 123'],
    ['abcdefghijklmnopqrstuvwxyz', 'it consists of well-known words or sequences such as 123'],
    ['changeme-changeme', 'it consists of well-known words or sequences such as 123'],
    ['my-secret-token-123', 'it consists of well-known words or sequences such as 123'],
    ['P@ssw0rd-P@ssw0rd!', 'it consists of well-known words or sequences such as 123'],
    ['<your-token-here>', 'it consists of well-known words or sequences such as 123'],
    ['${OBSERVABILITY_TOKEN}', 'it consists of well-known words or sequences such as 123'],
    ['changeme!!!!!!!!!!', 'it consists of well-known words or sequences such as 123'],
    ['zxcvbnmzxcvbn-zxcvbn', 'it consists of well-known words or sequences such as 123'],
    ['1qaz2wsx3edc4rfv', 'it consists of well-known words or sequences such as 123'],
    ['1q2w3e4r5t6y7u8i', 'it consists of well-known words or sequences such as 123'],
    ['!QAZ2wsx#EDC4rfv', 'it consists of well-known words or sequences such as 123'],
    ['asdfghjkl-qwertyuiop', 'it consists of well-known words or sequences such as 123'],
    [
      'aaaaaaaabbbbbbbbccccccccdddddddd1',
      'it consists of well-known words or sequences such as 123',
    ],
    ['aaaabbbbccccddddeeee', 'it consists of well-known words or sequences such as 123'],
    ['admin:admin:2024', 'it consists of well-known words or sequences such as 123'],
  ])('like "%s" is weak: %s', (token, weakness) => {
    expect(weaknessOf(token)).toBe(weakness);
  });
});
