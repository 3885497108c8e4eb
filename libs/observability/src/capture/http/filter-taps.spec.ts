import { Observer, OperationObservation, RequestContext, runInContext } from '../../core';
import { tapFilter } from './filter-taps';

interface Begun {
  readonly context: RequestContext;
  readonly observation: OperationObservation;
}

function begun(): Begun {
  const context = new RequestContext(new Observer([]));
  const operation = { name: 'a', className: 'A', methodName: 'a', slowThresholdMs: 1, index: 0 };
  const observation = new OperationObservation(0, context, operation);
  context.observation = observation;
  return { context, observation };
}

class HelloFilter {
  constructor(private readonly greeting = 'hello') {}

  catch(error: unknown, host: string): string {
    return `${this.greeting} ${String(error)} ${host}`;
  }
}

describe('a tapped filter', () => {
  it('hands over the error that it is given', () => {
    const { context, observation } = begun();
    const filter = new HelloFilter();
    tapFilter(filter);

    runInContext(context, () => filter.catch('oops', 'host'));

    expect(observation).toMatchObject({ failed: true, error: 'oops' });
  });

  it('does its own work with its own this and arguments', () => {
    const { context } = begun();
    const filter = new HelloFilter('good bye');
    tapFilter(filter);

    const answer = runInContext(context, () => filter.catch('oops', 'host'));

    expect(answer).toBe('good bye oops host');
  });

  it('works outside any request', () => {
    const filter = new HelloFilter();
    tapFilter(filter);

    expect(filter.catch('oops', 'host')).toBe('hello oops host');
  });

  it('may throw as before', () => {
    const filter = {
      catch(): void {
        throw new TypeError('the filter itself is broken');
      },
    };
    tapFilter(filter);

    expect(() => filter.catch()).toThrow(new TypeError('the filter itself is broken'));
  });

  it('is tapped in all its instances when its class is given', () => {
    class ScopedFilter extends HelloFilter {}
    const { context, observation } = begun();
    tapFilter(ScopedFilter);

    runInContext(context, () => new ScopedFilter().catch('oops', 'host'));

    expect(observation.error).toBe('oops');
  });

  it('leaves the class that it inherits from alone', () => {
    class ScopedFilter extends HelloFilter {}
    const before = HelloFilter.prototype.catch;

    tapFilter(ScopedFilter);

    expect(HelloFilter.prototype.catch).toBe(before);
  });

  it('keeps the name and length of its method', () => {
    const filter = new HelloFilter();

    tapFilter(filter);

    expect(filter.catch).toHaveLength(2);
    expect(filter.catch.name).toBe('catch');
  });

  it('is tapped once only', () => {
    const filter = new HelloFilter();
    tapFilter(filter);
    const tapped = filter.catch;

    tapFilter(filter);

    expect(filter.catch).toBe(tapped);
  });

  it.each([[null], [undefined], ['filter'], [{}], [{ catch: 'no method' }], [() => 1]])(
    'is never %p',
    (value) => {
      expect(() => tapFilter(value)).not.toThrow();
    },
  );
});
