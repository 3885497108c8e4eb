import { RegistryUnderTest } from '../testing/registry-under-test';
import { METRICS } from '../../../core';

const { queueJobs, dropped, cacheDuration, queueWorkers } = METRICS;

describe('the sink of collectors', () => {
  it('sets a gauge', async () => {
    const under = new RegistryUnderTest();
    const { sink } = under.registry;

    sink.set(queueJobs, ['mail', 'failed'], 3);
    sink.set(queueJobs, ['mail', 'failed'], 2);

    expect(await under.lines('queue_jobs')).toEqual(['queue_jobs{queue="mail",state="failed"} 2']);
  });

  it('adds to a counter', async () => {
    const under = new RegistryUnderTest();
    const counter = { ...dropped, name: 'evictions_total' };

    under.registry.sink.add(counter, ['mail'], 2);
    under.registry.sink.add(counter, ['mail'], 3);

    expect(await under.lines('evictions_total')).toEqual(['evictions_total{part="mail"} 5']);
  });

  it.each([METRICS.businessErrors, METRICS.performanceIssues])(
    'keeps $name within the limit of series, whatever the app names them by',
    async (definition) => {
      const under = new RegistryUnderTest({ seriesLimit: 10 });

      for (let i = 0; i < 1000; i += 1) under.registry.sink.add(definition, [`type ${i}`], 1);

      const lines = await under.lines(definition.name);
      expect(lines).toHaveLength(11);
      expect(lines).toContain(`${definition.name}{${definition.labels[0]}="__other__"} 990`);
    },
  );

  it('records in a histogram', async () => {
    const under = new RegistryUnderTest();

    under.registry.sink.record(cacheDuration, ['prices', 'get', 'hit'], 0.002);

    expect(await under.lines('cache_operation_duration_seconds_count')).toEqual([
      'cache_operation_duration_seconds_count{cache="prices",operation="get",outcome="hit"} 1',
    ]);
  });

  it('forgets the series of a gauge, so that those that are gone leave the page', async () => {
    const under = new RegistryUnderTest();
    const { sink } = under.registry;
    sink.set(queueWorkers, ['mail'], 1);
    sink.set(queueWorkers, ['print'], 1);

    sink.clear(queueWorkers);
    sink.set(queueWorkers, ['mail'], 2);

    expect(await under.lines('queue_workers')).toEqual(['queue_workers{queue="mail"} 2']);
  });

  it.each([queueWorkers, cacheDuration])(
    'has $name on the page before its first value',
    async (definition) => {
      const under = new RegistryUnderTest();

      under.registry.sink.declare(definition);
      under.registry.sink.declare(definition);

      const heads = (await under.exposition())
        .split('\n')
        .filter((line) => line.startsWith('# TYPE'));
      expect(heads).toContain(`# TYPE ${definition.name} ${definition.type}`);
      expect(new Set(heads).size).toBe(heads.length);
    },
  );
});
