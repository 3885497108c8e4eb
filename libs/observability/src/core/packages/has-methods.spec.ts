import { hasMethods } from './has-methods';

describe('a foreign client', () => {
  it('is known by what it can do, inherited or not', () => {
    class Base {
      get(): void {}
    }
    class Client extends Base {
      readonly set = (): void => undefined;
    }

    expect(hasMethods(new Client(), 'get', 'set')).toBe(true);
  });

  it.each([
    ['lacks one of the methods', { get: () => 1 }],
    ['has a value of that name', { get: () => 1, set: 'value' }],
    ['has nothing', Object.create(null) as object],
  ])('is none of ours when it %s', (_kind, client) => {
    expect(hasMethods(client, 'get', 'set')).toBe(false);
  });

  it('does not match when it throws while it is read', () => {
    const shy = new Proxy(
      {},
      {
        get: () => {
          throw new Error('Not in a request.');
        },
      },
    );

    expect(hasMethods(shy, 'get')).toBe(false);
  });
});
