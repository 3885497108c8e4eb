import * as fc from 'fast-check';
import { Redactor } from '../../libs/observability/src/core';
import { attack } from './attack';

const redactor = new Redactor();
const value = fc.stringMatching(/^[A-Za-z]{3,6}7[A-Za-z]{2,4}$/);
const name = fc.constantFrom('password', 'token', 'pwd', 'api_key', 'sid');

describe('what a client writes in the place of a key, or as bytes', () => {
  attack(
    'L6',
    'no secret in a key of an object or a Map survives, however short the key is',
    fc.tuple(name, value, fc.constantFrom('=', ':', '":"'), fc.boolean()),
    ([word, secret, mark, isMap]) => {
      const pairs = [[`${word}${mark}${secret}`, 1] as const];
      const given = isMap ? new Map(pairs) : Object.fromEntries(pairs);

      expect(JSON.stringify(redactor.value(given))).not.toContain(secret);
    },
  );

  attack(
    'L6',
    'no bytes of a buffer are written, also where it was JSON before',
    fc.uint8Array({ minLength: 1, maxLength: 40 }),
    (bytes) => {
      const buffer = Buffer.from(bytes);
      const given = { file: buffer, parsed: JSON.parse(JSON.stringify(buffer)) as unknown };

      expect(redactor.value(given)).toEqual({ file: '[Buffer]', parsed: '[Buffer]' });
    },
  );
});
