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
    ['one whose name cannot be read', new Unreadable('boom'), 'Error'],
    ['one that cannot be read at all', revoked.proxy, 'Error'],
    ['one without a class', Object.assign(Object.create(null) as Error, { name: 'Bare' }), 'Bare'],
  ])('of %s is its own, or that of its class', (_case, error, name) => {
    expect(nameOfError(error)).toBe(name);
  });
});
