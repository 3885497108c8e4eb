/* oxlint-disable unicorn/no-thenable -- they are what this is about */

/** What a client of a database returns for a query that it has not sent yet. */
export interface LazyResult {
  readonly value: object;
  /** How often the query was sent. */
  runs: number;
}

/** Runs with each `then`, as a query builder of knex or drizzle does. */
function thenable(): LazyResult {
  const value = {
    then: (resolve: (rows: unknown) => unknown) => {
      result.runs += 1;
      resolve('rows');
    },
  };
  const result: LazyResult = { value, runs: 0 };
  return result;
}

/** A promise to `instanceof`, which runs with each `then`, as a query of postgres.js does. */
function lazyPromise(): LazyResult {
  class Query extends Promise<unknown> {
    static override get [Symbol.species](): PromiseConstructor {
      return Promise;
    }

    override then<A, B>(
      onValue?: ((value: unknown) => A | PromiseLike<A>) | null,
      onError?: ((error: unknown) => B | PromiseLike<B>) | null,
    ): Promise<A | B> {
      result.runs += 1;
      return super.then(onValue, onError);
    }
  }
  const result: LazyResult = { value: new Query((resolve) => resolve('rows')), runs: 0 };
  return result;
}

/** A function that is a thenable as well, as tagged templates are. */
function callable(): LazyResult {
  const value = Object.assign(() => undefined, {
    then: (resolve: (rows: unknown) => unknown) => {
      result.runs += 1;
      resolve('rows');
    },
  });
  const result: LazyResult = { value, runs: 0 };
  return result;
}

export const lazyResults: readonly (readonly [kind: string, make: () => LazyResult])[] = [
  ['a thenable', thenable],
  ['a promise with a `then` of its own', lazyPromise],
  ['a function with a `then`', callable],
];

/** Objects that throw wherever they are read. */
export const unreadableResults: readonly (readonly [kind: string, make: () => object])[] = [
  [
    'a revoked proxy',
    () => {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      return proxy;
    },
  ],
  ['a proxy that refuses to be read', refusing],
  [
    'an object whose getters throw',
    () =>
      Object.defineProperties(
        {},
        Object.fromEntries(
          ['then', 'lift', 'subscribe', 'next', 'constructor', 'done', Symbol.toStringTag].map(
            (key) => [key, { get: refuse, enumerable: true }],
          ),
        ),
      ),
  ],
  [
    'a promise whose getters throw',
    () =>
      Object.defineProperties(
        Promise.resolve('rows'),
        Object.fromEntries(['then', 'constructor'].map((key) => [key, { get: refuse }])),
      ),
  ],
  ['a proxy of a promise', () => new Proxy(Promise.resolve('rows'), {})],
  ['a proxy in which everything is a function', () => new Proxy({}, { get: () => () => refuse })],
];

function refuse(): never {
  throw new Error('not to be read');
}

function refusing(): object {
  const traps = ['get', 'has', 'ownKeys', 'getPrototypeOf', 'getOwnPropertyDescriptor'];
  return new Proxy({}, Object.fromEntries(traps.map((trap) => [trap, refuse])));
}
