import { errorChain } from './error-chain';

describe('the chain of an error', () => {
  it('goes from what was thrown to its last cause', () => {
    const root = new Error('root');
    const middle = new Error('middle', { cause: root });
    const outer = new Error('outer', { cause: middle });

    expect(errorChain(outer)).toEqual([outer, middle, root]);
  });

  it('has the members of an AggregateError, 10 links at most', () => {
    const members = Array.from({ length: 1000 }, (_, i) => new Error(String(i)));
    const all = new AggregateError(members, 'all of them');

    expect(errorChain(all)).toEqual([all, ...members.slice(0, 9)]);
  });

  it('ends where causes form a circle', () => {
    const first = new Error('first');
    const second = new Error('second', { cause: first });
    first.cause = second;

    expect(errorChain(first)).toEqual([first, second]);
  });

  it.each([['text'], [42], [null], [undefined]])('is %p alone when that was thrown', (thrown) => {
    expect(errorChain(thrown)).toEqual([thrown]);
  });

  it('leaves out causes that are no errors: a text may be the cause of many', () => {
    expect(errorChain(new Error('late', { cause: 'timeout' }))).toHaveLength(1);
  });

  it('does without a cause that cannot be read', () => {
    const shy = Object.defineProperty(new Error('shy'), 'cause', {
      get: () => {
        throw new Error('no');
      },
    });

    expect(errorChain(shy)).toEqual([shy]);
  });
});
