import * as fc from 'fast-check';

/** What texts in a document are made of: all that a reader of prose might follow beyond the text's end. */
// prettier-ignore
const FRAGMENTS = [
  'password', 'token', 'a', '1', ' ', '  ', '\t', '\n', '\r\n', '=', ':', '"', "'", '`', '\\', '\\"', '{', '}', '[', ']',
  '(', ')', '<', '>', '</', '<token>', '@', '/', '//', '://', '?', '&', '#', ';', ',', '%', '%25', '%22', '\\u0022', '&amp;',
  '&quot;', '-', '--token ', '-H "', '-u ', 'eyJ', '.', '4111', 'name=', 'value=', 'name="password"', 'form-data', '>', '|',
  '"""', "''", "'\\''", 'Bearer ', '-----BEGIN A PRIVATE KEY-----', 'got invalid value ', ' cannot represent ',
  'Failing row contains (', 'с', '：', ' - ', '+ ', '+', 'state=', 'code=', 'Cookie: ', 'Authorization: ', 'identified by ',
  'password "', '    ', 'https://', 'AKIA', 'x@y.de', 'DE89', '$', '~', '^', '*', '\u00A0', '\u2028', '\uD83D\uDE00',
];

/** Names of secrets, of what speaks of one, and of none; some have to be escaped. */
// prettier-ignore
const KEYS = [
  'password', 'token', 'a', 'card', 'number', 'session', 'id', 'name', 'value', 'headers', 'Cookie', 'data', 'code', 'auth',
  'pin', 'count', 'tokenCount', 'msg', 'x y', '"q"',
];

const fragments = fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 6 });
const text = fragments.map((parts) => parts.join(''));
const inner = fc
  .tuple(fc.constantFrom(...KEYS), text)
  .map(([key, value]) => JSON.stringify({ [key]: value }));
const leaf = fc.oneof(
  { weight: 5, arbitrary: text },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(null, true, false, 7, -1.5, 4_111_111_111_111_111),
  },
  { weight: 1, arbitrary: inner },
);

const { document } = fc.letrec<{ document: unknown; object: unknown; list: unknown }>((tie) => ({
  document: fc.oneof({ maxDepth: 3, depthSize: 'small' }, leaf, tie('object'), tie('list')),
  object: fc.dictionary(fc.constantFrom(...KEYS), tie('document'), { maxKeys: 5 }),
  list: fc.array(tie('document'), { maxLength: 4 }),
}));

/** An object or a list with hostile texts, as JSON in one line or several. */
export const anyDocument: fc.Arbitrary<string> = fc
  .tuple(
    document.filter((value) => typeof value === 'object' && value !== null),
    fc.constantFrom(undefined, 2),
  )
  .map(([value, indent]) => JSON.stringify(value, undefined, indent));
