import type { HealthIndicator } from '../health';
import { describe, expect, it } from './test-runner';

/** What an indicator and a provider with `@HealthProbe()` have in common. */
type Checked = Pick<HealthIndicator, 'name' | 'check'>;

const NAME = /^[a-z][a-z0-9_]*$/;
const STATUSES = ['healthy', 'degraded', 'unhealthy'];
const PATIENCE_MS = 1000;
const NO_ANSWER = Symbol('no answer');

/**
 * What every health indicator keeps, as tests for its spec. It needs the globals of jest or vitest.
 * @param make makes the indicator; it may be healthy or not
 * @example `indicatorContract(() => new StockProbe(stock))`
 */
export function indicatorContract(make: () => Checked): void {
  describe('as every health indicator', () => {
    it('has a name that can be a label', () => {
      expect(make().name).toMatch(NAME);
    });

    it('returns a finding, or fails with an error', async () => {
      const result = await resultOf(make(), new AbortController().signal);

      if (result instanceof Error) return;
      expect(STATUSES).toContain((result as { status?: unknown }).status);
      expect(typeof (result as { message?: unknown }).message).toBe('string');
    });

    it('ends when its check has timed out', async () => {
      const result = await Promise.race([
        resultOf(make(), AbortSignal.abort(new Error('timed out'))),
        new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, NO_ANSWER)),
      ]);

      expect(result).not.toBe(NO_ANSWER);
    });

    it('finds the same when it is checked twice at once', async () => {
      const indicator = make();
      const { signal } = new AbortController();

      const results = await Promise.all([resultOf(indicator, signal), resultOf(indicator, signal)]);

      const [first, second] = results.map((result) => (result as { status?: unknown }).status);
      expect(first).toBe(second);
    });
  });
}

/** What it finds, or the error that it throws; whatever else it throws is thrown again. */
async function resultOf(indicator: Checked, signal: AbortSignal): Promise<unknown> {
  try {
    return await indicator.check(signal);
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}
