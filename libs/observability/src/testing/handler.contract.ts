import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import {
  CacheObservation,
  CheckObservation,
  Drops,
  JobObservation,
  MessageObservation,
  Observer,
  OperationObservation,
  QueryObservation,
  RequestContext,
  RequestObservation,
  TaskObservation,
} from '../core';
import type { Observation, ObservationHandler } from '../core';
import { FakeClock } from './fake-clock';
import { describe, expect, it } from './test-runner';

const METHOD = { className: 'Orders', methodName: 'place' };
const NIGHTLY = {
  name: 'nightly',
  ...METHOD,
  kind: 'cron' as const,
  cronTime: '0 0 * * *',
  timeZone: undefined,
};
const DATABASE = { system: 'postgresql', alias: 'default' };

/** One observation of each kind, in a context. */
const KINDS = {
  requests: (context: RequestContext) => {
    const request = Object.assign(new IncomingMessage(new Socket()), { method: 'GET', url: '/' });
    return new RequestObservation(0, context, request, new ServerResponse(request), {});
  },
  operations: (context: RequestContext) =>
    new OperationObservation(0, context, {
      name: 'Orders.place',
      ...METHOD,
      slowThresholdMs: 1,
      index: 0,
    }),
  jobs: (context: RequestContext) =>
    new JobObservation(0, context, 'mail', { id: '1', name: 'send', attempt: 1 }, true),
  messages: (context: RequestContext) =>
    new MessageObservation(0, context, { transport: 'tcp', pattern: 'placed', isEvent: true }),
  tasks: (context: RequestContext) => new TaskObservation(0, context, NIGHTLY),
  checks: () => new CheckObservation(0, { name: 'disk', critical: true }),
  queries: () => new QueryObservation(0, undefined, DATABASE, 'select'),
  caches: () => new CacheObservation(0, undefined, 'default', 'get'),
};

type Kind = keyof typeof KINDS;

/** How work can end; an app may throw anything. */
const ENDS: readonly (readonly [end: string, finish: (observation: Observation) => void])[] = [
  ['succeeded', () => undefined],
  ['was aborted', (observation) => void (observation.outcome = 'aborted')],
  ['failed with an error', (observation) => observation.fail(new Error('boom'))],
  ['failed with undefined', (observation) => observation.fail(undefined)],
  ['failed with a text', (observation) => observation.fail('boom')],
  ['failed with an object that cannot be read', (observation) => observation.fail(unreadable())],
];

/**
 * What every handler of observations keeps, as tests for its spec. It needs the globals of jest or vitest.
 * @param make makes the handler; it may listen to some kinds of observations only
 */
export function handlerContract(make: () => ObservationHandler): void {
  describe('as every handler', () => {
    it.each(
      (Object.keys(KINDS) as Kind[]).flatMap((kind) =>
        ENDS.map(([end, finish]) => ({ kind, end, finish })),
      ),
    )('takes one of the $kind that $end, and leaves it as it was', ({ kind, finish }) => {
      const { observer, drops } = observing(make());
      const observation: Observation = KINDS[kind](new RequestContext(observer));
      const channel = observer[kind] as Observer['operations'];

      channel.begin(observation as OperationObservation);
      const done = channel.run(observation as OperationObservation, () => 'done');
      finish(observation);
      const { outcome, error, failed } = observation;
      channel.end(observation as OperationObservation);

      expect(done).toBe('done');
      expect([...drops.entries()]).toEqual([]);
      expect(observation.outcome).toBe(outcome);
      expect(observation.failed).toBe(failed);
      expect(observation.error === error).toBe(true);
    });

    it.each(['an error', 'an object that cannot be read'])(
      'takes %s that ended no observation',
      (thrown) => {
        const { observer, drops } = observing(make());

        observer.uncaught(thrown === 'an error' ? new Error('boom') : unreadable(), undefined);

        expect([...drops.entries()]).toEqual([]);
      },
    );
  });
}

function observing(handler: ObservationHandler): { observer: Observer; drops: Drops } {
  const drops = new Drops();
  return { observer: new Observer([handler], new FakeClock(), drops), drops };
}

/** Whatever is read of it throws. */
function unreadable(): object {
  return new Proxy({}, { get: refuse, has: refuse, ownKeys: refuse, getPrototypeOf: refuse });
}

function refuse(): never {
  throw new Error('it cannot be read');
}
