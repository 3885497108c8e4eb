import * as fc from 'fast-check';

/**
 * What readers of texts stumble over when it comes again and again: each opens something that does
 * not end, or looks like the beginning of what a pattern searches for.
 */
// prettier-ignore
export const PARTS: readonly string[] = [
  '"', "'", '`', '\\', '\\"', "\\'", '\\\\', '\\u', '\\u0041', '\\n', '""', "''", '"""', '%',
  '%%', '%2', '%25', '%2525', '%3D', '%253D', '%3A', '%2F', '%2F%2F', '%26', '%22', '%5C', '%40',
  '%20', '%E0%A4%A', '%zz', '%c3', '+', '=', '==', '=>', ':', '::', ':=', '://', '/', '{', '}',
  '[', ']', '(', ')', '<', '>', '{"', '"}', '["', '"]', '{(', '[{', ')=(', '}}', '${', '&',
  '&amp;', '&#', ';', ',', ', ', '.', '..', '...', '|', '!', '?', '#', '*', '~', '^', '$', ' ',
  '  ', '\t', '\n', '\r\n', '\n\n', '\u00A0', '\u2028', '\u200B', '\u0000', '\uFEFF', 'a', 'A',
  'aA', '0', '1', '01', '4', '44 ', '4-', '4111 1111 1111 111', '1.', '0.', '1:', '_', '-', '--',
  '---', 'é', 'e\u0301', 'ß', '密', '\uD83D\uDE00', '\ud800', 'İ', 'ﬁ', 'a=', 'a:', 'a: ', 'a=a&',
  'a=a,', 'a=a;', 'password', 'password=', 'password: ', 'token=a,', 'token=[Redacted]',
  '"password":"', '"password":', '"a":"b",', "'pin':'", 'session:{', 'secret={', 'key ',
  'api key', 'pass%77ord=', 'user[password]=', 'a_', 'aB', 'a.b.', 'cookie: a=1; ',
  'authorization: ', 'Bearer ', 'bearer a', 'Basic ', 'basic A', 'Bearer%20', 'eyJ', 'eyJa.',
  '.eyJ', 'AKIA', 'AKIAIOSFODNN7EXAMPL', 'ghp_', 'ghp_a', 'xoxb-', 'sk-', 'sk_live_', 'SG.',
  'AIza', 'bot1:', 'hooks.slack.com/', '-----BEGIN ', '-----BEGIN PRIVATE KEY-----', '-----END ',
  '-----', 'KEY-----', '<a ', '</a>', '<a>', '<a>b</', '<password>', '</password>', '<![CDATA[',
  ']]>', '<!--', '<a b="', 'name="password"', '--p ', '--password ', "--p '", '-u a:',
  'IDENTIFIED BY ', "PASSWORD '", 'is ', '//a:', '//a:b', '//', '@', 'a@', '@a', 'a:b@', '://a:',
  '://a:b@', 'a@b.c', 'a@b.', '@tcp(', '/a', '/a/', '/reset/', '/:id', '/api/graphql?', '?query=',
  '?a', '?a=b&', '/a;', '../', '/%2e', 'Failing row contains (', "Duplicate entry '",
  "' for key '", 'Key (a)=(', 'already exists', 'DETAIL: ', '{a(b:"', 'query{', 'query a(',
  '...on a', '$a:', '@a(', '#a\n', '"""a', 'fragment a on b{', '{a{', 'at a (',
  'at a (/b.js:1:1)\n', '\n    at ', '(/a:1:', 'Error: ', 'file:///', 'node:internal/', 'async ',
  '00-', '00-4bf92f3577b34da6', 'for=', 'for="[::1]";', '::ffff:', '1.2.3.4, ', '::1,',
  'Mozilla/5.0 (', 'Chrome/1 ', '; rv:', '\u001b[', '\u001b[31m', '%s', '%o', '%d', '%j',
  '__proto__', 'toJSON', 'DE89', 'SELECT ', "'a', ", '/*', '*/', '-- ', 'VALUES (', '1,', 'NULL,',
  'WHERE a=', 'IN (', 'a ', '! ', '/*a', '/*a ', '--a\n', 'with a as (', '"""a\\"""', 'a:1:', 'a.b:', 'a-b-',
  'application/openmetrics-text', '; q=0', '# HELP a', 'a{b="', 'a{b="c",', 'x=y;', 'a;b', 'xn--',
  'password="x"', "password='x'", 'password: {a}', 'password=[a]', '!\n', '-ab ', '-ab "', "-ab '",
  '-ab%20"', '-H "a: ', "-H 'a: ", '--header="a: ', '-u "a', '?name=', '&name=', '?code=', '?a=', ';a=',
  'a<token>', '<token>', '<a token="', "password='a' +\n'", 'password       ', "secret: { a: '", "['a', ",
  'password "a', 'SET PASSWORD FOR a = ', 'IDENTIFIED WITH a BY ', '-us1', ':2024#', '密码：', '"a": "Cookie: ',
  'name="a" value="', '{"name":"a","value":', '\\/', '\\/\\/', '#/a?b=', 'args=--ab ', '0123456789abcdef',
];

/** One, two or three parts, of which a long text is made. */
export const anyParts: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...PARTS), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join(''));

/** Something that opens, what is repeated, and something that breaks off. */
export type Frame = readonly [before: string, part: string, after: string];

/** Any of them, of which long texts are made. */
export const anyFrame: fc.Arbitrary<Frame> = fc.tuple(
  fc.constantFrom('', ...PARTS),
  anyParts,
  fc.constantFrom('', ...PARTS),
);

/**
 * What begins a pair, an argument or an element and does not end it, in all ways that its parts can
 * be put together: what a reader does before it knows that the name is harmless is done for each.
 */
export const OPENINGS: readonly string[] = combined(
  ['', '?', '&', ';', '-', '-H "', '<', '{"', '["', '\n'],
  ['ab', 'name', 'token'],
  ['=', ': ', ' ', '%20', '>', '": ', '", '],
  ['', '"', "'", '{', '[', '\\"'],
);

/** A value that is whole, what fills the text behind it, and what shows that the filling was none of it. */
export const FILLED: readonly Frame[] = ['"x"', "'x'", 'x', '{x}', '[x]', '"x",', ''].flatMap(
  (value) =>
    [' ', '\t', '\n', '+', ';', ',', ')', '}', '\\', '"', "'", '-', 'a ', '" +\n'].flatMap(
      (filling) =>
        ['!', '!\n', '=', ';', '"'].map((after): Frame => [`password=${value}`, filling, after]),
    ),
);

/** What fills the text before a value, and what the value begins with. */
export const RUN_UPS: readonly (readonly [string, string])[] = [
  '\\',
  '"',
  "'",
  ' ',
  '{',
  '(',
  '=',
  '-',
  'a',
  ';',
].flatMap((filling) =>
  ['', '"', '"password=x', 'password: '].map((opening) => [filling, opening] as const),
);

/** What fills the value. */
export const RUNS: readonly string[] = [
  '"!',
  "'!",
  '",',
  '\\"',
  ';',
  ',a',
  '>',
  '}',
  ' =',
  '{"',
  '[(',
];

/** Makes texts of two runs, each half as long: a reader that looks back at the first from each place of the second shows. */
export function twoRuns(
  [first, opening]: readonly [string, string],
  second: string,
): (length: number) => string {
  // Behind a letter, so that nothing in the first run opens a text.
  return (length) => `a${run(first, length / 2)}${opening}${run(second, length / 2)}`;
}

function run(part: string, length: number): string {
  return part.repeat(length / part.length);
}

function combined(...lists: readonly (readonly string[])[]): readonly string[] {
  return lists.reduce(
    (all, list) => all.flatMap((begun) => list.map((part) => begun + part)),
    [''],
  );
}

/** Makes texts of about a length: what is repeated fills them. */
export function framed([before, part, after]: Frame): (length: number) => string {
  return (length) => before + part.repeat(Math.ceil(length / part.length)).slice(0, length) + after;
}
