import { TimeoutError } from '../../core';
import { Findings } from '../../health';
import type { CheckedConnection } from './checked-connection';
import { ConnectionsIndicator } from './connections.indicator';
import { indicatorContract } from '../../testing';

const OPTIONS = { timeoutMs: 50 };

class TeaIndicator extends ConnectionsIndicator {
  constructor(connections: readonly CheckedConnection[]) {
    super(connections, { name: 'tea', fine: 'All tea healthy', separator: ' ' }, OPTIONS);
  }
}

function connection(
  alias: string,
  check: (findings: Findings) => Promise<void>,
): CheckedConnection & { checked: number } {
  const made = {
    alias,
    subject: 'pot',
    checked: 0,
    check: async () => {
      made.checked += 1;
      const findings = new Findings();
      await check(findings);
      return findings.toFinding('');
    },
  };
  return made;
}

function hangs(): Promise<void> {
  return new Promise(() => undefined);
}

describe('the indicator of connections', () => {
  indicatorContract(() => new TeaIndicator([connection('green', async () => undefined)]));

  it('puts the alias in front of details and messages', async () => {
    const pots = [
      connection('green', async (findings) => {
        findings.note('litres', 2).add('degraded', 'pot is cold');
      }),
      connection('black', async (findings) => void findings.note('litres', 3)),
    ];

    expect(await new TeaIndicator(pots).check()).toEqual({
      status: 'degraded',
      message: 'green pot is cold',
      details: { green_litres: 2, black_litres: 3 },
    });
  });

  it('reports that all is fine when there are no findings', async () => {
    const pots = [connection('green', async () => undefined)];

    expect(await new TeaIndicator(pots).check()).toEqual({
      status: 'healthy',
      message: 'All tea healthy',
      details: {},
    });
  });

  it.each([
    ['its text', new Error('it broke'), 'it broke'],
    ['its members when it has no text', new AggregateError([new Error('a'), 'b']), 'a, b'],
    ['what was thrown when it is no error', 'gone', 'gone'],
  ])('reports a failure by %s', async (_what, thrown, reason) => {
    const pots = [connection('green', () => Promise.reject(thrown))];

    expect(await new TeaIndicator(pots).check()).toMatchObject({
      status: 'unhealthy',
      message: `green pot failed: ${reason}`,
    });
  });

  it('shows all others when one hangs', async () => {
    const pots = [
      connection('green', hangs),
      connection('black', async (findings) => void findings.note('litres', 3)),
    ];

    expect(await new TeaIndicator(pots).check()).toEqual({
      status: 'unhealthy',
      message: 'green pot failed: no answer within 50 ms',
      details: { black_litres: 3 },
    });
  });

  it('sends no second request to one that hangs', async () => {
    const green = connection('green', hangs);
    const indicator = new TeaIndicator([green]);

    await indicator.check();
    await indicator.check();

    expect(green.checked).toBe(1);
  });

  it.each<[string, Partial<CheckedConnection>, string]>([
    [
      'the setting that the driver lacks',
      { remedy: () => 'set keepAlive' },
      'answer within 50 ms (set keepAlive)',
    ],
    ['that nothing is missing', { remedy: () => undefined }, 'answer within 50 ms'],
    [
      'that the app holds the pool',
      { isPoolFull: () => true, remedy: () => 'set keepAlive' },
      'free connection within 50 ms',
    ],
  ])('reports of one that hangs %s', async (_what, known, reason) => {
    const green = { ...connection('green', hangs), ...known };

    expect((await new TeaIndicator([green]).check()).message).toBe(
      `green pot failed: no ${reason}`,
    );
  });

  it('reports which one hangs when the checker gives up, and shows the others', async () => {
    const abort = new AbortController();
    const pots = [
      connection('green', hangs),
      connection('black', async (findings) => void findings.note('litres', 3)),
    ];

    const finding = new TeaIndicator(pots).check(abort.signal);
    await new Promise(setImmediate);
    abort.abort(new TimeoutError(70));

    expect(await finding).toEqual({
      status: 'unhealthy',
      message: 'green pot failed: no answer within 70 ms',
      details: { black_litres: 3 },
    });
  });

  it('takes the late answer of one that hung for the next check', async () => {
    const waiting: (() => void)[] = [];
    const green = connection('green', () => new Promise((resolve) => waiting.push(resolve)));
    const indicator = new TeaIndicator([green]);

    await indicator.check();
    const finding = indicator.check();
    waiting[0]?.();

    expect((await finding).status).toBe('healthy');
    expect(green.checked).toBe(1);
  });

  it('abandons all when its own signal is aborted', async () => {
    const abort = new AbortController();
    const finding = new TeaIndicator([connection('green', hangs)]).check(abort.signal);

    abort.abort();

    expect(await finding).toMatchObject({ status: 'unhealthy' });
  });
});
