import { runInNewContext } from 'node:vm';
import { isMarked, originalOf, viewOf } from './error-view';

const MARK = '__sentry_captured__';

/** What Sentry does with what it captures. */
function mark(thing: unknown): void {
  try {
    Object.defineProperty(thing, MARK, { value: true });
  } catch {
    // It goes on, as Sentry does.
  }
}

describe('the view of an error', () => {
  it.each<[string, Error]>([
    ['an error', new TypeError('boom')],
    ['a frozen error', Object.freeze(new TypeError('boom'))],
  ])('reads as %s itself and takes no mark', (_case, error) => {
    const view = viewOf(error) as TypeError & Record<string, unknown>;

    mark(view);

    expect(view).toBeInstanceOf(TypeError);
    expect([view.name, view.message]).toEqual([error.name, error.message]);
    expect(view.stack).toBe(error.stack?.replace('TypeError: boom', 'TypeError'));
    expect([isMarked(view), isMarked(error)]).toEqual([false, false]);
    expect(Object.prototype.toString.call(view)).toBe('[object Error]');
  });

  it('has the name of its class where it has none of its own', () => {
    class OutOfPaper extends Error {}

    const view = viewOf(new OutOfPaper('tray 2')) as Error;

    expect(view.name).toBe('OutOfPaper');
  });

  it('does not show the mark that the app itself left', () => {
    const error = new Error('boom');
    mark(error);

    expect(isMarked(error)).toBe(true);
    expect((viewOf(error) as Record<string, unknown>)[MARK]).toBeUndefined();
  });

  it('is an error for Sentry also when the error is of another realm', () => {
    const foreign: unknown = runInNewContext('new RangeError("elsewhere")');

    expect(Object.prototype.toString.call(viewOf(foreign))).toBe('[object Error]');
  });

  it('shows causes by views, and ten members of an AggregateError', () => {
    const cause = new Error('root');
    const members = Array.from({ length: 1000 }, (_, i) => new Error(String(i)));
    const view = viewOf(new AggregateError(members, 'all', { cause })) as AggregateError;

    mark(view.cause);

    expect(view.errors).toHaveLength(10);
    expect(originalOf(view.cause)).toBe(cause);
    expect(isMarked(cause)).toBe(false);
  });

  it('has a stack without the text of the message', () => {
    const error = new Error('x\n    at f (/app/a.js:1:1)');
    const cause = Object.assign(new Error('root', { cause: error }), { name: 'a\n    at b' });
    const view = viewOf(cause) as Error;
    const { stack = '' } = view.cause as Error;

    expect(stack).toMatch(/^Error\n    at .*error-view\.spec/);
    expect(stack).not.toContain('/app/a.js');
    expect(view.stack?.split('\n', 1)).toEqual(['Error']);
  });

  it('cuts a message of megabytes, and shows an error inside a plain object by a view', () => {
    const error = new Error('x'.repeat(4_000_000));
    const { reason } = viewOf({ reason: error }) as { reason: Error };

    expect(originalOf(reason)).toBe(error);
    expect(reason.message).toHaveLength(16_384);
  });

  it('has the keys of a plain object', () => {
    const view = viewOf({ code: 7, reason: 'x' });

    expect(Object.keys(view as object)).toEqual(['code', 'reason']);
    expect(JSON.stringify(view)).toBe('{"code":7,"reason":"x"}');
  });

  it('never throws: what cannot be read is marked as unreadable', () => {
    const hostile = new Error('x');
    for (const key of ['stack', 'message', 'name', 'cause', 'extra']) {
      Object.defineProperty(hostile, key, {
        get: () => {
          throw new Error('no');
        },
      });
    }
    const view = viewOf(hostile) as Record<string, unknown>;

    expect([view['message'], view['stack'], view['cause'], view['extra']]).toEqual([
      '[Unreadable]',
      '[Unreadable]',
      undefined,
      undefined,
    ]);
  });

  it('stays readable where somebody tries to freeze it', () => {
    const view = viewOf(new Error('boom')) as object;

    expect(() => Object.freeze(view)).toThrow(TypeError);
    expect(Object.keys(view)).toEqual([]);
    expect(view).toHaveProperty('message', 'boom');
  });

  it('leads back to the error', () => {
    const error = new Error('boom');

    expect(originalOf(viewOf(error))).toBe(error);
    expect(originalOf(error)).toBe(error);
  });

  it.each([['text'], [42], [null], [undefined]])('of %p is the same', (thrown) => {
    expect(viewOf(thrown)).toBe(thrown);
  });
});
