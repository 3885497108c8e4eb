import {
  currentContext,
  Observer,
  RequestContext,
  runInContext,
  TaskObservation,
  wasReported,
} from '../../core';
import { runTask } from './run-task';

const TASK = {
  name: 'nightly',
  className: 'Reports',
  methodName: 'send',
  kind: 'cron',
  cronTime: undefined,
  timeZone: undefined,
} as const;

function start(): { ended: TaskObservation[]; observer: Observer } {
  const ended: TaskObservation[] = [];
  const observer = new Observer([{ name: 'keeps', tasks: { end: (o) => ended.push(o) } }]);
  return { ended, observer };
}

describe('a run of a scheduled method', () => {
  it('has a context of its own', async () => {
    const { ended, observer } = start();

    const traceId = await runTask(observer, TASK, async () => currentContext()?.traceId);

    expect(ended).toMatchObject([{ task: TASK, outcome: 'ok' }]);
    expect(ended[0]?.context.traceId).toBe(traceId);
  });

  it.each([
    ['throws', () => JSON.parse('{') as unknown],
    ['rejects', async () => JSON.parse('{') as unknown],
  ])('that %s has failed, and Nest need not log it again', async (_how, work) => {
    const { ended, observer } = start();

    const error: unknown = await (async () => runTask(observer, TASK, work))().catch(
      (e: unknown) => e,
    );

    expect(ended).toMatchObject([{ outcome: 'error', error, isUnexpected: true }]);
    expect(wasReported(error)).toBe(true);
  });

  it('that a request starts is a part of the request', () => {
    const { ended, observer } = start();
    const context = new RequestContext(observer);
    context.observation = { ended: false, fail: () => undefined };

    const inside = runInContext(context, () => runTask(observer, TASK, currentContext));

    expect([inside, ended]).toEqual([context, []]);
  });

  it('whose timer a request has set is none of the request when that has ended', () => {
    const { ended, observer } = start();
    const context = new RequestContext(observer);
    context.observation = { ended: true, fail: () => undefined };

    const inside = runInContext(context, () => runTask(observer, TASK, currentContext));

    expect(inside).not.toBe(context);
    expect(ended).toHaveLength(1);
  });
});
