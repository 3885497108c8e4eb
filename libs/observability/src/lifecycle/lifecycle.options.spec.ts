import { Problems } from '../core';
import {
  drainDelayOf,
  LIFECYCLE_DEFAULTS,
  LIFECYCLE_RULES,
  resolveLifecycle,
} from './lifecycle.options';

const IN_KUBERNETES = { KUBERNETES_SERVICE_HOST: '10.96.0.1' };

describe('the options of the lifecycle', () => {
  it('let the app serve on in Kubernetes, unless it is said', () => {
    expect(resolveLifecycle(undefined, IN_KUBERNETES).drainDelayMs).toBe(5000);
    expect(resolveLifecycle({ drainDelayMs: 'auto' }, IN_KUBERNETES).drainDelayMs).toBe(5000);
    expect(resolveLifecycle({ drainDelayMs: 700 }, {}).drainDelayMs).toBe(700);
    expect(resolveLifecycle({ drainDelayMs: 0 }, IN_KUBERNETES).drainDelayMs).toBe(0);
  });

  it('let the app serve on elsewhere where something routes requests, unless it is said', () => {
    const usual = resolveLifecycle(undefined, {});

    expect([drainDelayOf(usual, true), drainDelayOf(usual, false)]).toEqual([5000, 0]);
    expect(drainDelayOf({ drainDelayMs: 700 }, false)).toBe(700);
    expect(drainDelayOf({ drainDelayMs: 0 }, true)).toBe(0);
  });

  it('fit into the thirty seconds of a pod by default', () => {
    const { drainDelayMs, graceMs, shutdownTimeoutMs } = LIFECYCLE_DEFAULTS;

    expect(drainDelayMs + graceMs + shutdownTimeoutMs).toBeLessThan(30_000);
  });

  it('report each invalid time', () => {
    const problems = new Problems();

    LIFECYCLE_RULES(
      { drainDelayMs: -1, graceMs: '15s', shutdownTimeoutMs: 0 },
      'lifecycle',
      problems,
    );

    expect(() => problems.throwIfAny()).toThrow(
      /lifecycle\.drainDelayMs[\s\S]*lifecycle\.graceMs[\s\S]*lifecycle\.shutdownTimeoutMs/,
    );
  });
});
