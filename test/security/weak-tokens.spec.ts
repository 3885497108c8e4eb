import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import * as fc from 'fast-check';
import { resolveOptions } from '../../libs/observability/src/module/options/resolve-options';
import { accessBy } from '../../libs/observability/src/endpoints/testing/access-by';
import { attack } from './attack';

const WORDS = ['changeme', 'change-me', 'secret', 'password', 'token', 'admin', 'test', 'example'];
const hex = fc.constantFrom(...Array.from('0123456789abcdef'));
const base64 = fc.constantFrom(
  ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'),
);

/** Tokens that a list of a few million tries finds. */
const weak = fc.oneof(
  fc.string({ unit: base64, maxLength: 15 }),
  fc.tuple(base64, fc.integer({ min: 1, max: 200 })).map(([one, times]) => one.repeat(times)),
  fc
    .tuple(fc.string({ unit: base64, minLength: 1, maxLength: 7 }), fc.integer({ min: 8, max: 40 }))
    .map(([part, length]) => part.repeat(length).slice(0, Math.max(16, length))),
  fc
    .tuple(
      fc.array(
        fc.constantFrom(...WORDS).chain((word) => fc.mixedCase(fc.constant(word))),
        {
          minLength: 1,
          maxLength: 4,
        },
      ),
      fc.constantFrom('-', '_', '.', ''),
      fc.constantFrom('', '1', '123', '!', '1234567890', 'aaaaaaaaaaaa'),
    )
    .map(([words, joint, end]) => words.join(joint) + end),
  fc
    .tuple(fc.integer({ min: 33, max: 60 }), fc.integer({ min: 16, max: 66 }))
    .map(([from, length]) =>
      Array.from({ length }, (_, i) => String.fromCharCode(from + i)).join(''),
    ),
);

/** What `openssl rand` and password managers make. */
const strong = fc.oneof(
  fc.string({ unit: hex, minLength: 32, maxLength: 64 }),
  fc.string({ unit: base64, minLength: 22, maxLength: 64 }),
);

describe('a token that opens endpoints', () => {
  attack(
    'L2',
    'stops the start when it is weak and an option, without standing in the error',
    weak,
    (token) => {
      expect(() => resolveOptions({ endpoints: { token } }, {})).toThrow(
        /endpoints\.token: is easy to guess/,
      );
    },
  );

  attack(
    'L2',
    'opens nothing when it is weak and a variable of the environment, also where all is open otherwise',
    weak.filter((token) => token !== ''),
    async (token) => {
      const env = { NODE_ENV: 'development', OBSERVABILITY_TOKEN: token };
      const { access, token: used, warnings } = resolveOptions({}, env).endpoints;
      const details = accessBy({ access: access.details, token: used });

      expect(await details.allows(requestWith(`Bearer ${token}`))).toBe(false);
      expect(await details.allows(requestWith())).toBe(false);
      expect(warnings).toHaveLength(1);
    },
  );

  attack('L2', 'is taken when it was made by chance', strong, (token) => {
    const { endpoints } = resolveOptions({}, { OBSERVABILITY_TOKEN: token });

    expect(endpoints).toMatchObject({ token, warnings: [] });
  });

  attack(
    'L3',
    'is none when it is empty or missing: no header opens then',
    fc.record({
      token: fc.constantFrom(undefined, ''),
      header: fc.oneof(
        fc.constantFrom('Bearer ', 'Bearer', 'bearer  ', 'Bearer undefined', 'Bearer null', ''),
        fc.string().map((text) => `Bearer ${text}`),
        fc.string(),
      ),
    }),
    async ({ token, header }) => {
      expect(await accessBy({ access: 'token', token }).allows(requestWith(header))).toBe(false);
    },
  );

  attack(
    'L3',
    'is opened by itself alone',
    fc.record({ token: strong, other: fc.oneof(strong, fc.string()), cut: fc.nat({ max: 20 }) }),
    async ({ token, other, cut }) => {
      const access = accessBy({ access: 'token', token });
      const near = [
        other,
        token.slice(cut + 1),
        token.slice(0, -1 - cut),
        `${token}x`,
        ` ${token}`,
      ];

      expect(await access.allows(requestWith(`Bearer ${token}`))).toBe(true);
      for (const wrong of near.filter((each) => each !== token)) {
        expect(await access.allows(requestWith(`Bearer ${wrong}`))).toBe(false);
      }
    },
  );
});

function requestWith(authorization?: string): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  if (authorization !== undefined) request.headers.authorization = authorization;
  return request;
}
