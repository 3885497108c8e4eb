import { NotFoundException } from '@nestjs/common';
import { Observer, RequestContext, runInContext } from '../../core';
import { ResolverErrorFilter } from './resolver-error.filter';

/** Chooses filters as Nest does: by checking whether the error is of a type that it catches. */
function isChosenFor(error: unknown): boolean {
  const types = Reflect.getMetadata('__filterCatchExceptions__', ResolverErrorFilter) as {
    [Symbol.hasInstance](value: unknown): boolean;
  }[];
  return types.some((type) => type[Symbol.hasInstance](error));
}

/** Checks inside a context that stands for no work, so that each error is reported separately. */
function reportedOf(...errors: unknown[]): unknown[] {
  const reported: unknown[] = [];
  const observer = new Observer([{ name: 'fake', uncaught: (error) => reported.push(error) }]);
  runInContext(new RequestContext(observer), () => errors.map(isChosenFor));
  return reported;
}

describe('the filter of resolvers', () => {
  it('sees each error once and claims none', () => {
    const [first, second] = [new Error('first'), new Error('second')];

    expect(reportedOf(first, first, second)).toEqual([first, second]);
    expect(isChosenFor(first)).toBe(false);
  });

  it('says nothing of answers to the client', () => {
    expect(reportedOf(new NotFoundException())).toEqual([]);
  });

  it('rethrows the same error when it is called by hand', () => {
    const error = new Error('by hand');

    expect(() => new ResolverErrorFilter().catch(error)).toThrow(error);
  });
});
