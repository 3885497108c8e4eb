import type { Findings } from '../../health';
import type { CheckedConnection } from './checked-connection';
import { ConnectionsIndicator } from './connections.indicator';

const OPTIONS = { timeoutMs: 50, reconnect: true };

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
    check: (_signal: AbortSignal, findings: Findings) => {
      made.checked += 1;
      return check(findings);
    },
  };
  return made;
}

function hangs(): Promise<void> {
  return new Promise(() => undefined);
}

describe('the indicator of connections', () => {
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

  it('abandons all when its own signal is aborted', async () => {
    const abort = new AbortController();
    const finding = new TeaIndicator([connection('green', hangs)]).check(abort.signal);

    abort.abort();

    expect(await finding).toMatchObject({ status: 'unhealthy' });
  });
});
