import { AsyncLocalStorage } from 'node:async_hooks';
import * as timers from 'node:timers';
import { HeldErrors } from './held-errors';
import type { HeldError } from './held-errors';

/** Real, also while a test has replaced the global ones. */
const { setImmediate: schedule } = timers;
const scopes = new AsyncLocalStorage<string>();

const heldError = (error: unknown): HeldError => ({
  error,
  facts: { transaction: undefined, context: undefined, tags: {} },
});

function endOfTurn(): Promise<void> {
  return new Promise((resolve) => void schedule(resolve));
}

describe('errors that are held until the end of the turn', () => {
  let reported: string[];
  let held: HeldErrors;

  beforeEach(() => {
    reported = [];
    held = new HeldErrors(({ error }) => {
      reported.push(`${String(error)} in ${scopes.getStore() ?? 'no scope'}`);
    });
  });
  afterEach(() => jest.useRealTimers());

  it.each<[string, () => void | Promise<void>]>([
    ['when the turn ends', endOfTurn],
    ['when they are released before', () => scopes.run('another', () => held.release())],
  ])('are reported %s, each in the scope that it was thrown in', async (_case, end) => {
    for (const scope of ['a', 'b']) scopes.run(scope, () => held.hold(heldError(scope)));
    held.hold(heldError('c'));

    await end();

    expect(reported).toEqual(['a in a', 'b in b', 'c in no scope']);
  });

  it('are reported at once when there are too many, and the first ones stay held', () => {
    const errors = Array.from({ length: 25 }, (_, i) => new Error(`${i}`));

    for (const error of errors) held.hold(heldError(error));
    const atOnce = reported.length;
    const isHeld = held.take(errors[0], () => undefined);

    expect([atOnce, isHeld]).toEqual([5, true]);
    expect(reported[0]).toBe('Error: 20 in no scope');
    held.release();
  });

  it('report a crash in the scope of the error', () => {
    const error = new Error('boom');
    const seen: unknown[] = [];
    scopes.run('a', () => held.hold(heldError(error)));

    const isHeld = held.take(error, () => seen.push(scopes.getStore()));

    expect([isHeld, seen]).toEqual([true, ['a']]);
    expect(held.take(error, () => undefined)).toBe(false);
  });

  it('are reported although a test replaces the timers for a while', async () => {
    jest.useFakeTimers();
    held.hold(heldError('a'));
    jest.useRealTimers();
    await endOfTurn();

    held.hold(heldError('b'));
    await endOfTurn();

    expect(reported).toEqual(['a in no scope', 'b in no scope']);
  });
});
