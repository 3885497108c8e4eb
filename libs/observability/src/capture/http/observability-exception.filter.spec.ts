import { HttpException, NotFoundException } from '@nestjs/common';
import { Observer, OperationObservation, RequestContext, runInContext } from '../../core';
import { ObservabilityExceptionFilter } from './observability-exception.filter';

/** Nest's key for `@Catch`, FILTER_CATCH_EXCEPTIONS in @nestjs/common/constants. */
const CAUGHT_TYPES = '__filterCatchExceptions__';

function begun(): { context: RequestContext; observation: OperationObservation } {
  const context = new RequestContext(new Observer([]));
  const operation = { name: 'a', className: 'A', methodName: 'a', slowThresholdMs: 1, index: 0 };
  const observation = new OperationObservation(0, context, operation);
  context.observation = observation;
  return { context, observation };
}

/** Chooses filters as Nest does: by checking whether the error is of a type that it catches. */
function isChosenFor(error: unknown): boolean {
  const types = Reflect.getMetadata(CAUGHT_TYPES, ObservabilityExceptionFilter) as {
    [Symbol.hasInstance](value: unknown): boolean;
  }[];
  return types.some((type) => type[Symbol.hasInstance](error));
}

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was thrown.');
}

describe('the exception filter of the library', () => {
  it.each([
    ['an error', new Error('broken')],
    ['an HttpException', new HttpException('later', 503)],
    ['a client error', new NotFoundException()],
    ['a text', 'broken'],
    ['undefined', undefined],
    ['null', null],
  ])('learns of %s and does not claim it', (_kind, error) => {
    const { context, observation } = begun();

    const isChosen = runInContext(context, () => isChosenFor(error));

    expect(isChosen).toBe(false);
    expect(observation).toMatchObject({ failed: true, error });
  });

  it('keeps the first error of a request', () => {
    const { context, observation } = begun();

    runInContext(context, () => {
      isChosenFor('first');
      isChosenFor('second');
    });

    expect(observation.error).toBe('first');
  });

  it('does nothing outside any request', () => {
    expect(isChosenFor(new Error('a timer'))).toBe(false);
  });

  it('reports an error that comes after the end separately', () => {
    const uncaught: unknown[] = [];
    const observer = new Observer([{ name: 'fake', uncaught: (error) => uncaught.push(error) }]);
    const { observation } = begun();
    const context = new RequestContext(observer);
    context.observation = observation;
    observation.ended = true;

    runInContext(context, () => isChosenFor('late'));

    expect(uncaught).toEqual(['late']);
  });

  it('rethrows the same error when it is called by hand', () => {
    const { context, observation } = begun();
    const error = new Error('by hand');

    const thrown = thrownBy(() =>
      runInContext(context, () => new ObservabilityExceptionFilter().catch(error)),
    );

    expect(thrown).toBe(error);
    expect(observation.error).toBe(error);
  });
});
