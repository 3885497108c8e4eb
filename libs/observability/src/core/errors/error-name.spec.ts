import { runInNewContext } from 'node:vm';
import { NotFoundException } from '@nestjs/common';
import { DatabaseError } from 'pg';
import { nameOfError } from './error-name';

class OutOfPaper extends TypeError {}
class OutOfInk extends Error {
  override readonly name = 'PrinterError';
}
class Jammed extends OutOfPaper {}
class NamedByPrototype extends Error {}
NamedByPrototype.prototype.name = 'ByPrototype';
class BelowNamed extends NamedByPrototype {}
class Unreadable extends Error {
  override get name(): string {
    throw new Error('no');
  }
}
class BelowUnreadable extends Unreadable {}
const minified = class e extends Error {};
const withName = (name: unknown): Error => Object.assign(new Error('boom'), { name });
const revoked = Proxy.revocable(new Error('boom'), {});
revoked.revoke();

describe('the name of an error', () => {
  it.each<[string, Error, string]>([
    ['a plain one', new Error('boom'), 'Error'],
    ['one of a built-in class', new RangeError('boom'), 'RangeError'],
    ['one of another realm', runInNewContext("new RangeError('boom')") as Error, 'RangeError'],
    ['one of a class that gives no name', new OutOfPaper('boom'), 'OutOfPaper'],
    ['one of a class below', new Jammed('boom'), 'Jammed'],
    ['one of a class that gives a name', new OutOfInk('boom'), 'PrinterError'],
    ['one with a name on its prototype', new NamedByPrototype('boom'), 'ByPrototype'],
    ['one below a name on a prototype', new BelowNamed('boom'), 'BelowNamed'],
    ["one of Nest's", new NotFoundException(), 'NotFoundException'],
    ["one of node-postgres'", new DatabaseError('boom', 4, 'error'), 'DatabaseError'],
    ['a DOMException', new DOMException('boom', 'AbortError'), 'AbortError'],
    ['one of a class with a shortened name', new minified('boom'), 'Error'],
    ['one that was renamed', withName('Renamed'), 'Renamed'],
    ['one whose name is empty', withName(''), 'Error'],
    ['one whose name is no text', withName({ first: 'x' }), 'Error'],
    ['one whose name cannot be read', new Unreadable('boom'), 'Unreadable'],
    ['one below a name that cannot be read', new BelowUnreadable('boom'), 'BelowUnreadable'],
    ['one that cannot be read at all', revoked.proxy, 'Error'],
    ['one without a class', Object.assign(Object.create(null) as Error, { name: 'Bare' }), 'Bare'],
  ])('of %s is its own, or that of its class', (_case, error, name) => {
    expect(nameOfError(error)).toBe(name);
  });
});

/** How a base class says what its errors are called, what the base is called then, and a class below it that says nothing. */
const WAYS: readonly (readonly [string, (Base: Class) => void, string, string])[] = [
  ['nothing', () => undefined, 'BaseError', 'OrderError'],
  ['a name on its prototype', (Base) => (Base.prototype.name = 'Given'), 'Given', 'OrderError'],
  ["an accessor with the base's name", accessor(() => 'BaseError'), 'BaseError', 'OrderError'],
  [
    "an accessor with the name of the object's class",
    accessor((error) => error.constructor.name),
    'BaseError',
    'OrderError',
  ],
  [
    'an accessor with a name that it makes',
    accessor(({ code }) => `Code${code}`),
    'Code42',
    'Code42',
  ],
  ['an accessor without a name', accessor(() => ''), 'BaseError', 'OrderError'],
  ['an accessor that is no text', accessor(() => Symbol('x')), 'BaseError', 'OrderError'],
  ['an accessor that throws', accessor(refuse), 'BaseError', 'OrderError'],
  ['an accessor that only sets', accessor(undefined), 'BaseError', 'OrderError'],
];

type Class = new (message: string) => Error & { readonly code: number };

describe('the name of an error whose base class has', () => {
  it.each(WAYS)('%s is right for the base and for a class below it', (_way, name, base, below) => {
    class BaseError extends Error {
      readonly code = 42;
    }
    class OrderError extends BaseError {}
    class Deepest extends OrderError {}
    name(BaseError);

    expect([BaseError, OrderError].map((Type) => nameOfError(new Type('boom')))).toEqual([
      base,
      below,
    ]);
    expect(nameOfError(new Deepest('boom'))).toBe(below === 'OrderError' ? 'Deepest' : below);
  });

  it('an accessor is right, and the accessor runs once at most', () => {
    let reads = 0;
    class BaseError extends Error {
      override get name(): string {
        reads += 1;
        return 'BaseError';
      }
    }
    class OrderError extends BaseError {}

    expect(nameOfError(new OrderError('boom'))).toBe('OrderError');
    expect(reads).toBeLessThanOrEqual(1);
  });
});

function accessor(get: ((error: { readonly code: number }) => unknown) | undefined) {
  return ({ prototype }: Class): void => {
    Object.defineProperty(prototype, 'name', {
      set(_name: string) {},
      ...(get && {
        get(this: { readonly code: number }): unknown {
          return get(this);
        },
      }),
    });
  };
}

function refuse(): never {
  throw new Error('no');
}
