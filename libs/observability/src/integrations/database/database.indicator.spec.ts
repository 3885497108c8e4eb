import { DatabaseIndicator, withUniqueAliases } from './database.indicator';
import type { DatabaseConnection } from './database.contract';
import { DATABASE_DEFAULTS } from './database.options';
import { indicatorContract } from '../../testing';

function database(alias: string, ping: DatabaseConnection['ping']): DatabaseConnection {
  return { alias, system: 'other_sql', ping };
}

const answers = async (): Promise<void> => undefined;

/** As every connection does: it rejects with the reason of the signal. */
function hangs(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
}

const takesLong = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 600));

describe('the indicator of databases', () => {
  indicatorContract(() => new DatabaseIndicator([]));

  it('checks each with its own timeout, so that one that hangs does not hide the others', async () => {
    const databases = [database('orders', answers), database('reports', hangs)];
    const limits = { ...DATABASE_DEFAULTS, timeoutMs: 20 };

    const finding = await new DatabaseIndicator(databases, undefined, limits).check();

    expect(finding).toMatchObject({
      status: 'unhealthy',
      message: 'reports database failed: no answer within 20 ms',
      details: { orders_query_time_ms: expect.any(Number) as number },
    });
  });

  it('checks connections that are instances of classes', async () => {
    class Archive implements DatabaseConnection {
      readonly alias = 'archive';
      readonly system = 'other_sql';

      async ping(): Promise<void> {}
    }

    const finding = await new DatabaseIndicator([new Archive(), new Archive()]).check();

    expect(finding).toMatchObject({
      status: 'healthy',
      details: { archive2_query_time_ms: expect.any(Number) as number },
    });
  });

  it('is critical and called database, unless it has another name', () => {
    expect(new DatabaseIndicator([])).toMatchObject({ name: 'database', critical: true });
    expect(new DatabaseIndicator([], 'archive').name).toBe('archive');
  });

  it('sends no further queries to a slow database', async () => {
    const connections = jest.fn();
    const slow = { ...database('orders', takesLong), connections };
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });

    const check = new DatabaseIndicator([slow]).check();
    await jest.advanceTimersByTimeAsync(600);
    const finding = await check;
    jest.useRealTimers();

    expect(finding).toMatchObject({
      status: 'degraded',
      message: 'orders database is slow (0.60s)',
    });
    expect(connections).not.toHaveBeenCalled();
  });
});

describe('databases of one alias', () => {
  it('are numbered', () => {
    const all = ['default', 'default', 'orders', 'default'].map((alias) =>
      database(alias, answers),
    );

    expect(withUniqueAliases(all).map(({ alias }) => alias)).toEqual([
      'default',
      'default2',
      'orders',
      'default3',
    ]);
  });
});
