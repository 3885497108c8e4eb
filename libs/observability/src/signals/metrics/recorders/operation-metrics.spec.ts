import { RegistryUnderTest } from '../testing/registry-under-test';
import { Observer, OperationObservation, RequestContext } from '../../../core';
import type { Operation, Outcome } from '../../../core';
import { OperationMetrics } from './operation-metrics';

const operationOf = (name: string, index: number): Operation => ({
  name,
  className: 'Orders',
  methodName: name,
  slowThresholdMs: 1000,
  index,
});
const PLACE = operationOf('Orders.place', 0);
const CANCEL = operationOf('Orders.cancel', 1);

function callOf(operation: Operation, outcome: Outcome = 'ok'): OperationObservation {
  const observation = new OperationObservation(0, undefined, operation);
  return Object.assign(observation, { outcome, durationSeconds: 0.2 });
}

/** Metrics of operations, and the samples of one metric on the page: labels and value. */
function start(): { metrics: OperationMetrics; samples: (name: string) => Promise<string[]> } {
  const under = new RegistryUnderTest();
  const metrics = new OperationMetrics(under.registry);
  const samples = async (name: string): Promise<string[]> =>
    (await under.lines(name)).map((line) => line.slice(name.length));
  return { metrics, samples };
}

/** Begins and ends a call. */
function call(metrics: OperationMetrics, observation: OperationObservation): void {
  metrics.begin(observation);
  metrics.end(observation);
}

describe('OperationMetrics', () => {
  it('counts as many calls as durations, by operation and outcome', async () => {
    const { metrics, samples } = start();

    call(metrics, callOf(PLACE));
    call(metrics, callOf(PLACE));
    call(metrics, callOf(PLACE, 'error'));
    call(metrics, callOf(CANCEL, 'aborted'));

    const calls = await samples('operation_calls_total');
    expect(calls).toEqual(await samples('operation_duration_seconds_count'));
    expect(calls).toEqual([
      '{operation="Orders.place",outcome="ok"} 2',
      '{operation="Orders.place",outcome="error"} 1',
      '{operation="Orders.cancel",outcome="aborted"} 1',
    ]);
  });

  it('counts each call once, however often the page is read', async () => {
    const { metrics, samples } = start();
    call(metrics, callOf(PLACE));

    await samples('operation_calls_total');
    const second = await samples('operation_calls_total');

    expect(second).toEqual(['{operation="Orders.place",outcome="ok"} 1']);
  });

  it('shows the calls that have not finished', async () => {
    const { metrics, samples } = start();

    metrics.begin(callOf(PLACE));
    metrics.begin(callOf(PLACE));
    call(metrics, callOf(CANCEL));

    expect(await samples('operation_in_flight')).toEqual([
      '{operation="Orders.place"} 2',
      '{operation="Orders.cancel"} 0',
    ]);
  });

  it('forgets a call that was discarded', async () => {
    const { metrics, samples } = start();
    const observation = callOf(PLACE);

    metrics.begin(observation);
    metrics.discard(observation);

    expect(await samples('operation_in_flight')).toEqual(['{operation="Orders.place"} 0']);
    expect(await samples('operation_calls_total')).toEqual([]);
  });

  it('adds up two operations that share a name', async () => {
    const { metrics, samples } = start();

    call(metrics, callOf(operationOf('save', 0)));
    call(metrics, callOf(operationOf('save', 1)));

    expect(await samples('operation_calls_total')).toEqual(['{operation="save",outcome="ok"} 2']);
    expect(await samples('operation_in_flight')).toEqual(['{operation="save"} 0']);
  });

  it.each([
    ['leads to the trace of a call that is recorded', true],
    ['tells of no trace that nobody kept', false],
  ])('%s', async (_case, isSampled) => {
    const under = new RegistryUnderTest();
    const metrics = new OperationMetrics(under.registry);
    const context = new RequestContext(new Observer([]));
    context.markSampled(isSampled);

    call(
      metrics,
      Object.assign(new OperationObservation(0, context, PLACE), { durationSeconds: 1 }),
    );

    const page = await under.exposition('openmetrics');
    expect(page.includes(`# {trace_id="${context.traceId}"`)).toBe(isSampled);
  });
});
