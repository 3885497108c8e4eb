import { RegistryUnderTest } from '../testing/registry-under-test';
import { MeasurementObservation } from '../../../core';
import type { Measurement, Outcome } from '../../../core';
import { MeasurementMetrics } from './measurement-metrics';

const TIMED: Measurement = {
  definition: {
    name: 'render_seconds',
    type: 'histogram',
    help: 'Rendering.',
    unit: 'seconds',
    labels: ['kind', 'outcome'],
    buckets: [1],
  },
  labels: ['pdf'],
};

const COUNTED: Measurement = {
  definition: {
    name: 'renders_total',
    type: 'counter',
    help: 'Rendering.',
    unit: 'calls',
    labels: ['outcome'],
  },
  labels: [],
};

function endOf(
  measurement: Measurement,
  outcome: Outcome = 'ok',
  seconds = 0.5,
): MeasurementObservation {
  const observation = new MeasurementObservation(0, undefined, measurement);
  return Object.assign(observation, { outcome, durationSeconds: seconds });
}

describe('MeasurementMetrics', () => {
  it('records the time of a timed call by outcome', async () => {
    const under = new RegistryUnderTest();
    const metrics = new MeasurementMetrics(under.registry);

    metrics.end(endOf(TIMED));
    metrics.end(endOf(TIMED, 'ok', 2));
    metrics.end(endOf(TIMED, 'error'));

    expect(await under.lines('render_seconds_count')).toEqual([
      'render_seconds_count{kind="pdf",outcome="ok"} 2',
      'render_seconds_count{kind="pdf",outcome="error"} 1',
    ]);
    expect(await under.lines('render_seconds_sum')).toContain(
      'render_seconds_sum{kind="pdf",outcome="ok"} 2.5',
    );
  });

  it('counts a counted call by outcome', async () => {
    const under = new RegistryUnderTest();
    const metrics = new MeasurementMetrics(under.registry);

    metrics.end(endOf(COUNTED));
    metrics.end(endOf(COUNTED));
    metrics.end(endOf(COUNTED, 'aborted'));

    expect(await under.lines('renders_total')).toEqual([
      'renders_total{outcome="ok"} 2',
      'renders_total{outcome="aborted"} 1',
    ]);
  });

  it('keeps two methods of one metric apart by their labels', async () => {
    const under = new RegistryUnderTest();
    const metrics = new MeasurementMetrics(under.registry);

    metrics.end(endOf(TIMED));
    metrics.end(endOf({ ...TIMED, labels: ['png'] }));

    expect(await under.lines('render_seconds_count')).toEqual([
      'render_seconds_count{kind="pdf",outcome="ok"} 1',
      'render_seconds_count{kind="png",outcome="ok"} 1',
    ]);
  });

  it('keeps two applications apart that share a class', async () => {
    const [first, second] = [new RegistryUnderTest(), new RegistryUnderTest()];
    const [ofFirst, ofSecond] = [first, second].map(
      ({ registry }) => new MeasurementMetrics(registry),
    );

    ofFirst?.end(endOf(COUNTED));
    ofSecond?.end(endOf(COUNTED));

    expect(await first.lines('renders_total')).toEqual(['renders_total{outcome="ok"} 1']);
    expect(await second.lines('renders_total')).toEqual(['renders_total{outcome="ok"} 1']);
  });
});
