import { HEALTH_DEFAULTS } from '../../health';
import { LIFECYCLE_DEFAULTS } from '../../lifecycle';
import { podTimings } from './pod-timings';

const NAMES = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;

describe('the numbers of a pod', () => {
  it.each(NAMES)('give the %s more time than an answer may take', (name) => {
    const { timeoutSeconds } = podTimings()[name];

    expect(timeoutSeconds * 1000).toBeGreaterThan(HEALTH_DEFAULTS.responseDeadlineMs);
    expect(timeoutSeconds * 1000).toBeGreaterThan(HEALTH_DEFAULTS.cacheMs);
  });

  it.each(NAMES)('let the %s ask no more often than answers are renewed', (name) => {
    expect(podTimings()[name].periodSeconds * 1000).toBeGreaterThanOrEqual(HEALTH_DEFAULTS.cacheMs);
    expect(podTimings({ health: { cacheMs: 30_000 } })[name].periodSeconds).toBe(30);
  });

  it('let SIGKILL come after everything that the app does at its end', () => {
    const { drainDelayMs, graceMs, shutdownTimeoutMs } = LIFECYCLE_DEFAULTS;
    const { terminationGracePeriodSeconds } = podTimings();

    expect(terminationGracePeriodSeconds * 1000).toBeGreaterThan(
      drainDelayMs + graceMs + shutdownTimeoutMs,
    );
    expect(podTimings({ lifecycle: { graceMs: graceMs + 60_000 } })).toMatchObject({
      terminationGracePeriodSeconds: terminationGracePeriodSeconds + 60,
    });
  });

  it('give the app the time that it needs to start', () => {
    const { periodSeconds, failureThreshold } = podTimings({ startWithinMs: 90_500 }).startupProbe;

    expect(periodSeconds * failureThreshold).toBeGreaterThanOrEqual(90.5);
  });

  it('wait longer for an app that may answer later', () => {
    const { livenessProbe } = podTimings({ health: { responseDeadlineMs: 5000 } });

    expect(livenessProbe.timeoutSeconds).toBe(6);
  });
});
