import { ErrorsSignal } from '../testing/errors-signal';
import { IgnoreRules } from './ignore.rules';
import type { ErrorMatcher } from './ignore.rules';

class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}
class SlowTimeoutError extends TimeoutError {}
class PaymentError extends Error {}
class Unreadable extends Error {
  override get name(): string {
    throw new Error('no');
  }
}

const NOTHING = { transaction: undefined, context: undefined, tags: {} };

function rulesFor(...errors: ErrorMatcher[]): IgnoreRules {
  return new IgnoreRules({ errors }, () => false);
}

describe('errors that are ignored', () => {
  it.each<[string, ErrorMatcher, unknown]>([
    ['of a class', TimeoutError, new TimeoutError('x')],
    ['of a class below it', TimeoutError, new SlowTimeoutError('x')],
    ['of a name', 'TimeoutError', new TimeoutError('x')],
    ['of a pattern', /^TimeoutError: no answer/, new TimeoutError('no answer in 3 s')],
    ['of a pattern with the name of the class', /^PaymentError: no/, new PaymentError('no money')],
    ['of a pattern with the name they have', /^Error: no/, new PaymentError('no money')],
    ['of a class, by its name', 'PaymentError', new PaymentError('no money')],
    ['of a class that sets another name', 'SlowTimeoutError', new SlowTimeoutError('x')],
    ['of a pattern, whose name cannot be read', /^Unreadable: no/, new Unreadable('no')],
    ['of a class, whose name cannot be read', 'Unreadable', new Unreadable('no')],
    ['that are texts, of a pattern', /^no answer/, 'no answer'],
  ])('are those %s', (_case, matcher, error) => {
    expect(rulesFor(matcher).has(error, NOTHING)).toBe(true);
  });

  it.each<[string, ErrorMatcher, unknown]>([
    ['of another class', TimeoutError, new Error('TimeoutError')],
    ['of another name', 'TimeoutError', new Error('x')],
    ['that are no errors', 'string', 'text'],
    ['that have one of them as cause', TimeoutError, new Error('x', { cause: new TimeoutError() })],
  ])('are not those %s', (_case, matcher, error) => {
    expect(rulesFor(matcher).has(error, NOTHING)).toBe(false);
  });

  it('are found each time, also by a pattern that remembers where it stopped', () => {
    const rules = rulesFor(/boom/g);

    expect([1, 2, 3].map(() => rules.has(new Error('boom'), NOTHING))).toEqual([true, true, true]);
  });

  it('are none by a rule that throws', () => {
    class Hostile extends Error {
      static override [Symbol.hasInstance](): boolean {
        throw new Error('no');
      }
    }

    expect(rulesFor(Hostile).has(new Error('boom'), NOTHING)).toBe(false);
  });
});

describe('routes that are ignored', () => {
  const rules = new IgnoreRules({ routes: ['/admin/*', '/exact', /^\/v\d+\/old/] }, (route) =>
    route.startsWith('/health'),
  );

  it.each([
    ['/admin/users', true],
    ['/exact', true],
    ['/v1/old/thing', true],
    ['/health', true],
    ['/exactly', false],
    ['/orders', false],
  ])('%s: %p', (route, isIgnored) => {
    const request = new ErrorsSignal().request(500, route);

    expect(rules.has(new Error('boom'), { ...NOTHING, request })).toBe(isIgnored);
  });
});
