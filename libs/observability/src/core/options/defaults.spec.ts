import { withDefaults } from './defaults';

interface Options {
  name: string;
  list: readonly number[];
  output: { write(line: string): void } | undefined;
  section: { a: number; b: number };
}

const quiet = { write: (): void => {} };
const DEFAULTS: Options = { name: 'app', list: [1, 2], output: quiet, section: { a: 1, b: 2 } };

/** What a user's file may hold: types are no help there. */
function parsed(json: string): Partial<Options> {
  return JSON.parse(json) as Partial<Options>;
}

describe('withDefaults', () => {
  it.each([
    ['nothing', undefined],
    ['an empty object', {}],
    ['keys that are undefined', { name: undefined, list: undefined }],
  ])('is the defaults when %s is given', (_case, given) => {
    expect(withDefaults(DEFAULTS, given)).toEqual(DEFAULTS);
  });

  it('joins sections key by key', () => {
    const joined = withDefaults(DEFAULTS, parsed('{ "section": { "b": 7 } }'));

    expect(joined.section).toEqual({ a: 1, b: 7 });
  });

  it('replaces lists whole', () => {
    const joined = withDefaults(DEFAULTS, { list: [9] });

    expect(joined.list).toEqual([9]);
  });

  it('takes an instance of a class as it is', () => {
    class Output {
      write(): void {}
    }
    const output = new Output();

    const joined = withDefaults(DEFAULTS, { output });

    expect(joined.output).toBe(output);
  });

  it.each(['__proto__', 'constructor', 'prototype'])('ignores the key %s', (key) => {
    const joined = withDefaults(DEFAULTS, parsed(`{ "${key}": { "polluted": true } }`));

    expect(joined).toEqual(DEFAULTS);
    expect(joined).not.toHaveProperty('polluted');
    expect({}).not.toHaveProperty('polluted');
  });

  it('ignores such keys in sections too', () => {
    const joined = withDefaults(
      DEFAULTS,
      parsed('{ "section": { "__proto__": { "polluted": true }, "a": 3 } }'),
    );

    expect(joined.section).toEqual({ a: 3, b: 2 });
    expect(joined.section).not.toHaveProperty('polluted');
    expect({}).not.toHaveProperty('polluted');
  });

  it('changes neither the defaults nor what is given', () => {
    const defaults = structuredClone({ name: 'app', section: { a: 1, b: 2 } });
    const given = { section: { a: 5, b: 6 } };

    withDefaults(defaults, given);

    expect(defaults).toEqual({ name: 'app', section: { a: 1, b: 2 } });
    expect(given).toEqual({ section: { a: 5, b: 6 } });
  });
});
