import type { IncomingMessage } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { Drops } from '../async/drops';
import { Redactor } from '../redaction/redactor';
import { Callers } from './callers';
import type { Caller, Trust } from './callers';

const HEADER = `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`;
const CALLER: Caller = { kind: 'http', request: { headers: {} } as IncomingMessage };

describe('a trust function', () => {
  it.each<[string, unknown]>([
    ['throws', () => fail()],
    ['rejects', () => Promise.reject(new Error('no store'))],
  ])('that %s trusts nobody, is counted and leaves nothing unhandled', async (_case, trust) => {
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    const drops = new Drops();
    const callers = new Callers(trust as Trust, new Redactor(), drops);

    const ancestry = callers.ancestryOf(HEADER, CALLER);
    await turn();
    await turn();
    process.off('unhandledRejection', unhandled);

    expect(ancestry.parent).toBeUndefined();
    expect(unhandled).not.toHaveBeenCalled();
    expect([...drops.byReason()]).toEqual([{ part: 'traces', reason: 'trust', count: 1 }]);
  });
});

function fail(): never {
  throw new Error('no store');
}
