import { resultOf } from '../testing/health-results';
import { RecordingSink } from '../../testing';
import { HealthCollector } from './health-collector';

interface Started {
  readonly collector: HealthCollector;
  readonly sink: RecordingSink;
  readonly availability: { isReady: boolean };
  readonly refreshes: () => number;
}

function start(): Started {
  const availability = { isReady: true };
  let refreshes = 0;
  const collector = new HealthCollector({
    availability,
    instanceFaults: () => [],
    refresh: () => void (refreshes += 1),
  });
  const sink = new RecordingSink();
  collector.start(sink);
  return { collector, sink, availability, refreshes: () => refreshes };
}

describe('health as metrics', () => {
  it('sets one of three series of each check to 1', () => {
    const { collector, sink } = start();

    collector.checked(resultOf('database', 'degraded'), undefined);
    collector.read(sink);

    expect(sink.values).toEqual({
      'health_status{database,healthy}': 0,
      'health_status{database,degraded}': 1,
      'health_status{database,unhealthy}': 0,
      'app_ready{}': 1,
    });
  });

  it('counts changes by where they went, and records how long checks took', () => {
    const { collector, sink } = start();
    const down = resultOf('database', 'unhealthy', { responseTimeMs: 250 });

    collector.checked(resultOf('database'), undefined);
    collector.checked(down, { from: 'healthy', to: 'unhealthy' });
    collector.checked(down, undefined);

    expect(sink.values).toEqual({ 'health_status_changes_total{database,unhealthy}': 1 });
    expect(sink.records).toEqual({
      'health_check_duration_seconds{database}': [0.0015, 0.25, 0.25],
    });
  });

  it('is not ready when the app says so, or a check that gates is unhealthy', () => {
    const { collector, sink, availability } = start();

    collector.checked(resultOf('database', 'unhealthy', { critical: true }), undefined);
    collector.read(sink);
    expect(sink.values['app_ready{}']).toBe(1);

    collector.checked(resultOf('disk', 'unhealthy', { policy: 'gate' }), undefined);
    collector.read(sink);
    expect(sink.values['app_ready{}']).toBe(0);

    collector.checked(resultOf('disk', 'healthy', { policy: 'gate' }), undefined);
    availability.isReady = false;
    collector.read(sink);
    expect(sink.values['app_ready{}']).toBe(0);
  });

  it('starts the checks at each scrape, and waits for none', () => {
    const { collector, sink, refreshes } = start();

    collector.read(sink);
    collector.read(sink);

    expect(refreshes()).toBe(2);
  });
});
