import { RegistryUnderTest } from '../testing/registry-under-test';
import {
  CacheObservation,
  JobObservation,
  MeasurementObservation,
  Observer,
  OperationObservation,
  QueryObservation,
  RequestContext,
} from '../../../core';
import type { Measurement, Operation } from '../../../core';
import { FakeClock, handlerContract } from '../../../testing';
import { BusinessCounts } from './business-counts';
import { MetricsHandler } from './metrics.handler';

const OPERATION: Operation = {
  name: 'Orders.place',
  className: 'Orders',
  methodName: 'place',
  slowThresholdMs: 1000,
  index: 0,
};

const COUNTED: Measurement = {
  definition: { name: 'renders_total', type: 'counter', help: '', unit: '', labels: ['outcome'] },
  labels: [],
};

/** An app's observer with metrics as the only signal. */
function start(): { handler: MetricsHandler; observer: Observer; under: RegistryUnderTest } {
  const under = new RegistryUnderTest();
  const business = new BusinessCounts(under.registry, [], () => false, under.misuse);
  const handler = new MetricsHandler(under.registry, business);
  return { handler, observer: new Observer([handler], new FakeClock(), under.drops), under };
}

describe('the metrics signal', () => {
  handlerContract(() => start().handler);

  it('makes a number of each kind of work', async () => {
    const { observer, under } = start();
    const context = new RequestContext(observer);
    const job = { id: '1', name: 'send', attempt: 1 };

    observer.operations.end(
      observer.operations.begin(new OperationObservation(0, context, OPERATION)),
    );
    observer.measurements.end(new MeasurementObservation(0, context, COUNTED));
    observer.jobs.end(new JobObservation(0, context, 'mail', job, true));
    observer.queries.end(
      new QueryObservation(0, context, { system: 'mysql', alias: 'default' }, 'update'),
    );
    observer.caches.end(new CacheObservation(0, context, 'prices', 'set'));

    const page = await under.exposition();
    expect(page).toContain('operation_calls_total{operation="Orders.place",outcome="ok"} 1\n');
    expect(page).toContain('renders_total{outcome="ok"} 1\n');
    expect(page).toContain(
      'queue_job_duration_seconds_count{queue="mail",job="send",outcome="ok"} 1\n',
    );
    expect(page).toContain('db_operation_name="update"} 1\n');
    expect(page).toContain('cache_operation_duration_seconds_count{cache="prices"');
    expect(under.dropped).toEqual([]);
  });

  it('has a head for every metric before the first number', async () => {
    const page = await start().under.exposition();

    expect(page).toContain('# TYPE http_server_request_duration_seconds histogram\n');
    expect(page).toContain('# TYPE queue_job_duration_seconds histogram\n');
    expect(page).toContain('# TYPE business_events_total counter\n');
  });
});
