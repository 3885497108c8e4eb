import { NotFoundException } from '@nestjs/common';
import { Observer, RequestContext, runInContext } from '../../core';
import { ResolverErrorFilter } from './resolver-error.filter';

/** Chooses filters as Nest does: by asking whether the error is of a type that it catches. */
function isChosenFor(error: unknown): boolean {
  const types = Reflect.getMetadata('__filterCatchExceptions__', ResolverErrorFilter) as {
    [Symbol.hasInstance](value: unknown): boolean;
  }[];
  return types.some((type) => type[Symbol.hasInstance](error));
}

/** Asks inside a context that stands for no work, so that each error is told on its own. */
function toldOf(...errors: unknown[]): unknown[] {
  const told: unknown[] = [];
  const observer = new Observer([{ name: 'strays', stray: (error) => told.push(error) }]);
  runInContext(new RequestContext(observer), () => errors.map(isChosenFor));
  return told;
}

describe('the filter of resolvers', () => {
  it('hears of each error once and claims none', () => {
    const [first, second] = [new Error('first'), new Error('second')];

    expect(toldOf(first, first, second)).toEqual([first, second]);
    expect(isChosenFor(first)).toBe(false);
  });

  it('says nothing of answers to the client', () => {
    expect(toldOf(new NotFoundException())).toEqual([]);
  });

  it('rethrows the same error when it is called by hand', () => {
    const error = new Error('by hand');

    expect(() => new ResolverErrorFilter().catch(error)).toThrow(error);
  });
});
