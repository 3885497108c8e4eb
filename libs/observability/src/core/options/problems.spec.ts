import { InvalidOptionsError, Problems, pathTo } from './problems';

/** What the message says of a value that is not the wanted one. */
function saidOf(value: unknown): string {
  const problems = new Problems();
  problems.wanted('at', value, 'another');
  return problems.found[0]?.message ?? '';
}

describe('Problems', () => {
  it('throws nothing when nothing was found', () => {
    const problems = new Problems();

    expect(() => problems.throwIfAny()).not.toThrow();
  });

  it('says one mistake as one', () => {
    const problems = new Problems();

    problems.wanted('health.timeoutMs', 'fast', 'a number');

    expect(() => problems.throwIfAny()).toThrow(
      new Error(
        'The options of ObservabilityModule have one mistake:\n' +
          '  - health.timeoutMs: is a text of 4 characters; it must be a number.',
      ),
    );
  });

  it('lists every mistake at once', () => {
    const problems = new Problems();

    problems.add('metric', 'is not an option. Did you mean "metrics"?');
    problems.wanted('logs.level', 3, '"info" or "warn"');

    expect(() => problems.throwIfAny()).toThrow(
      new Error(
        'The options of ObservabilityModule have 2 mistakes:\n' +
          '  - metric: is not an option. Did you mean "metrics"?\n' +
          '  - logs.level: is a number; it must be "info" or "warn".',
      ),
    );
  });

  it('throws an error with a stable code, a name and the mistakes as data', () => {
    const found = [{ path: 'a', message: 'is missing; it is required.' }];

    const error = InvalidOptionsError.for(found);

    expect(error).toMatchObject({
      code: 'INVALID_OPTIONS',
      name: 'InvalidOptionsError',
      problems: found,
    });
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['missing', undefined],
    ['a list of 2', [1, 2]],
    ['an object', { password: 'hunter2' }],
    ['a number', 55_512_345],
    ['the boolean true', true],
    ['a bigint', 1n],
    ['a symbol', Symbol('s')],
    ['a function', (): void => {}],
    ['an empty text', ''],
    ['a text of one character', 'x'],
    ['a text of 9 characters', 'two\nlines'],
    ['a regular expression', /hunter2/],
  ])('names a value as %s', (name, value) => {
    expect(saidOf(value)).toBe(`is ${name}; it must be another.`);
  });

  it('does not print a value that stands under the name of a secret', () => {
    const problems = new Problems();

    problems.wanted('endpoints.token', 'hunter2', 'a text of 16 characters');

    expect(problems.found).toEqual([
      {
        path: 'endpoints.token',
        message: 'is a value that is not shown; it must be a text of 16 characters.',
      },
    ]);
  });

  it.each([
    ['a text', 'hunter2'],
    ['the password in an address', 'postgres://ada:hunter2@db/shop'],
    ['a token in a query', 'https://example.org/?token=hunter2'],
    ['a bearer token', 'Bearer hunter2hunter2'],
    ['what an object holds', { token: 'hunter2' }],
    ['what a list holds', ['hunter2']],
  ])('does not print %s', (_case, value) => {
    const said = saidOf(value);

    expect(said).not.toContain('hunter2');
  });
});

describe('the path of a key', () => {
  it('repeats no key that is a token', () => {
    const token = ['ghp', 'abcdefghijklmnopqrstuvwxyz0123456789'].join('_');

    expect(pathTo('headers', token)).toBe('headers.(a key of 40 characters)');
    expect(pathTo('headers', 'accept')).toBe('headers.accept');
  });
});
