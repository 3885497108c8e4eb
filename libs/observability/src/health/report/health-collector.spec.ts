import { resultOf } from '../../../../../test/support/health-results';
import { RecordingSink } from '../../testing';
import { HealthCollector } from './health-collector';

interface Started {
  readonly readings: HealthCollector;
  readonly sink: RecordingSink;
  readonly availability: { isReady: boolean };
  readonly refreshes: () => number;
}

function start(): Started {
  const availability = { isReady: true };
  let refreshes = 0;
  const readings = new HealthCollector({
    availability,
    instanceFaults: () => [],
    refresh: () => void (refreshes += 1),
  });
  const sink = new RecordingSink();
  readings.start(sink);
  return { readings, sink, availability, refreshes: () => refreshes };
}

describe('health as metrics', () => {
  it('sets one of three series of each check to 1', () => {
    const { readings, sink } = start();

    readings.checked(resultOf('database', 'degraded'), undefined);
    readings.read(sink);

    expect(sink.values).toEqual({
      'health_status{database,healthy}': 0,
      'health_status{database,degraded}': 1,
      'health_status{database,unhealthy}': 0,
      'app_ready{}': 1,
    });
  });

  it('counts changes by where they went, and records how long checks took', () => {
    const { readings, sink } = start();
    const down = resultOf('database', 'unhealthy', { responseTimeMs: 250 });

    readings.checked(resultOf('database'), undefined);
    readings.checked(down, { from: 'healthy', to: 'unhealthy' });
    readings.checked(down, undefined);

    expect(sink.values).toEqual({ 'health_status_changes_total{database,unhealthy}': 1 });
    expect(sink.records).toEqual({
      'health_check_duration_seconds{database}': [0.0015, 0.25, 0.25],
    });
  });

  it('is not ready when the app says so, or a check that gates is unhealthy', () => {
    const { readings, sink, availability } = start();

    readings.checked(resultOf('database', 'unhealthy', { critical: true }), undefined);
    readings.read(sink);
    expect(sink.values['app_ready{}']).toBe(1);

    readings.checked(resultOf('disk', 'unhealthy', { policy: 'gate' }), undefined);
    readings.read(sink);
    expect(sink.values['app_ready{}']).toBe(0);

    readings.checked(resultOf('disk', 'healthy', { policy: 'gate' }), undefined);
    availability.isReady = false;
    readings.read(sink);
    expect(sink.values['app_ready{}']).toBe(0);
  });

  it('starts the checks at each scrape, and waits for none', () => {
    const { readings, sink, refreshes } = start();

    readings.read(sink);
    readings.read(sink);

    expect(refreshes()).toBe(2);
  });
});
