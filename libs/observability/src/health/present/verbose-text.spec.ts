import { resultOf } from '../testing/health-results';
import { shownHealth } from '../testing/shown-health';
import { presentOutcome, presentVerbose } from './verbose-text';

describe('health as the text of ?verbose', () => {
  it('has a line for each check and one for all, as Kubernetes prints them', () => {
    const checks = [
      resultOf('database', 'unhealthy', { critical: true }),
      resultOf('cache', 'degraded'),
      resultOf('queue'),
    ];

    expect(presentVerbose(shownHealth(checks))).toBe(
      [
        '[-]database failed: reason withheld',
        '[+]cache ok',
        '[+]queue ok',
        'healthz check failed',
      ].join('\n'),
    );
  });

  it('says what was left out in its place, and warns of names that nothing has', () => {
    const checks = [resultOf('database', 'unhealthy', { critical: true }), resultOf('cache')];
    const parts = { probe: 'readyz', excluded: ['database'], unknown: ['nosuch', 'a"b'] } as const;

    expect(presentVerbose(shownHealth(checks, parts))).toBe(
      [
        '[+]database excluded: ok',
        '[+]cache ok',
        'warn: some health checks cannot be excluded: no matches for "a\\"b","nosuch"',
        'readyz check passed',
      ].join('\n'),
    );
  });

  it('says whether the app itself wants requests, where that counts', () => {
    const availability = { state: 'stopping', reason: 'SIGTERM' } as const;

    expect(presentVerbose(shownHealth([resultOf('disk')], { probe: 'readyz', availability }))).toBe(
      ['[-]availability failed: reason withheld', '[+]disk ok', 'readyz check passed'].join('\n'),
    );
  });

  it('shows unauthorised clients the outcome alone', () => {
    expect(presentOutcome('degraded', 'readyz')).toBe('readyz check passed');
    expect(presentOutcome('unhealthy', 'livez')).toBe('livez check failed');
  });
});
