import { Problems } from './problems';
import * as rules from './rules';
import type { Rule } from './rules';

/** What a rule says of a value at `at`. */
function said(rule: Rule, value: unknown, path = 'at'): string[] {
  const problems = new Problems();
  rule(value, path, problems);
  return problems.found.map((problem) => `${problem.path}: ${problem.message}`);
}

const inner = rules.section<{ size?: number }>({ size: rules.number({ min: 1, max: 9 }) });
const outer = rules.section<{ name?: string; inner?: object }>({ name: rules.text(), inner });

const RULES: Record<string, Rule> = {
  number: rules.number({ min: 0, max: 1 }),
  milliseconds: rules.milliseconds({ min: 1, max: 1000 }),
  size: rules.wholeNumber({ min: 1, max: 10 }),
  wholeNumber: rules.wholeNumber({ min: 1, max: 9 }),
  text: rules.text(),
  pattern: rules.text(/^\/\w+$/, 'a path that begins with "/"'),
  oneOf: rules.oneOf('json', 'pretty'),
  boolean: rules.boolean,
  func: rules.func,
  listOf: rules.listOf(rules.boolean),
  mapOf: rules.mapOf(rules.boolean),
  texts: rules.texts,
  httpUrl: rules.httpUrl,
  objectWith: rules.objectWith('write', 'flush'),
};

describe('a rule', () => {
  it.each<[string, unknown]>([
    ['number', 0],
    ['number', 1],
    ['milliseconds', 1000],
    ['size', 10],
    ['text', 'a'],
    ['pattern', '/metrics'],
    ['oneOf', 'pretty'],
    ['boolean', false],
    ['func', Math.max],
    ['listOf', []],
    ['listOf', [true, false]],
    ['mapOf', {}],
    ['mapOf', { any: true, other: undefined }],
    ['wholeNumber', 9],
    ['texts', { authorization: 'Bearer a' }],
    ['httpUrl', 'http://127.0.0.1:3000'],
    ['httpUrl', 'https://example.org/status'],
    ['objectWith', { write: Math.max, flush: Math.min }],
  ])('for %s has nothing against %p', (name, value) => {
    expect(said(RULES[name]!, value)).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['number', 2, 'at: is the number 2; it must be a number from 0 to 1.'],
    ['number', Number.NaN, 'at: is the number NaN; it must be a number from 0 to 1.'],
    ['number', '1', 'at: is a text of one character; it must be a number from 0 to 1.'],
    [
      'milliseconds',
      0.5,
      'at: is the number 0.5; it must be a whole number of milliseconds from 1 to 1000.',
    ],
    [
      'milliseconds',
      Infinity,
      'at: is the number Infinity; it must be a whole number of milliseconds from 1 to 1000.',
    ],
    ['size', 1.5, 'at: is the number 1.5; it must be a whole number from 1 to 10.'],
    ['text', '  ', 'at: is a text of 2 characters; it must be a text that is not empty.'],
    ['text', 5, 'at: is a number; it must be a text that is not empty.'],
    [
      'pattern',
      'metrics',
      'at: is a text of 7 characters; it must be a path that begins with "/".',
    ],
    ['oneOf', 'xml', 'at: is a text of 3 characters; it must be "json" or "pretty".'],
    [
      'oneOf',
      'Preety',
      'at: is a text of 6 characters; it must be "json" or "pretty". Did you mean "pretty"?',
    ],
    ['boolean', 'yes', 'at: is a text of 3 characters; it must be true or false.'],
    ['func', {}, 'at: is an object; it must be a function.'],
    ['listOf', true, 'at: is the boolean true; it must be a list.'],
    ['listOf', [true, 1], 'at[1]: is a number; it must be true or false.'],
    ['mapOf', [], 'at: is a list of 0; it must be an object.'],
    ['mapOf', { any: 1 }, 'at.any: is a number; it must be true or false.'],
    ['wholeNumber', 1.5, 'at: is the number 1.5; it must be a whole number from 1 to 9.'],
    ['texts', { pin: 1234 }, 'at: must be an object whose values are texts.'],
    ['texts', 'pin', 'at: must be an object whose values are texts.'],
    [
      'httpUrl',
      'ftp://example.org',
      'at: is a text of 17 characters; it must be a URL that begins with http:// or https://.',
    ],
    [
      'httpUrl',
      'example',
      'at: is a text of 7 characters; it must be a URL that begins with http:// or https://.',
    ],
    ['objectWith', null, 'at: is null; it must be an object with write() and flush().'],
    [
      'objectWith',
      { write: 1 },
      'at: is an object; it must be an object with write() and flush().',
    ],
  ])('for %s answers %p by a full sentence', (name, value, message) => {
    expect(said(RULES[name]!, value)).toEqual([message]);
  });
});

describe('a section', () => {
  it('passes known keys to their rules, at their full path', () => {
    const messages = said(outer, { name: '', inner: { size: 50 } }, 'options');

    expect(messages).toEqual([
      'options.name: is an empty text; it must be a text that is not empty.',
      'options.inner.size: is the number 50; it must be a number from 1 to 9.',
    ]);
  });

  it('names keys alone at the root', () => {
    expect(said(outer, { name: 1 }, '')).toEqual([
      'name: is a number; it must be a text that is not empty.',
    ]);
  });

  it('takes undefined as not given', () => {
    expect(said(outer, { name: undefined })).toEqual([]);
  });

  it('answers an unknown key by the nearest known one', () => {
    expect(said(outer, { nmae: 'x' })).toEqual(['at.nmae: is not an option. Did you mean "name"?']);
  });

  it('answers a key that is near none by all that are known', () => {
    expect(said(outer, { temperature: 1 })).toEqual([
      'at.temperature: is not an option. Known here: name, inner.',
    ]);
  });

  it.each(['correct horse', 'a\n  - logs: fine', 'x'.repeat(61)])(
    'does not repeat the key %j',
    (key) => {
      expect(said(outer, { [key]: 1 })).toEqual([
        `at.(a key of ${key.length} characters): is not an option. Known here: name, inner.`,
      ]);
    },
  );

  it.each(['__proto__', 'constructor', 'toString'])('takes %s for no option', (key) => {
    const messages = said(outer, JSON.parse(`{ "${key}": {} }`));

    expect(messages).toEqual([`at.${key}: is not an option. Known here: name, inner.`]);
  });

  it.each<[string, unknown, string]>([
    ['a list', [], 'a list of 0'],
    ['null', null, 'null'],
    ['a text', 'on', 'a text of 2 characters'],
  ])('is not made of %s', (_case, value, name) => {
    expect(said(outer, value, '')).toEqual([`options: is ${name}; it must be an object.`]);
  });
});

describe('a section with required keys', () => {
  const strict = rules.sectionWith<{ url?: string; name?: string }>(
    { url: rules.httpUrl, name: rules.text() },
    ['url'],
  );

  it('says which key is missing', () => {
    expect(said(strict, { name: 'prices' }, 'services[0]')).toEqual([
      'services[0].url: is missing; it is required.',
    ]);
  });

  it('names a missing key alone at the root', () => {
    expect(said(strict, { name: 'prices' }, '')).toEqual(['url: is missing; it is required.']);
  });

  it('has nothing against one that is complete', () => {
    expect(said(strict, { url: 'http://localhost' })).toEqual([]);
  });

  it('says of a value that is no object only that', () => {
    expect(said(strict, 5)).toEqual(['at: is a number; it must be an object.']);
  });
});
