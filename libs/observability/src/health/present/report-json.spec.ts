import { CHECKED_AT, resultOf } from '../testing/health-results';
import { shownHealth } from '../testing/shown-health';
import { presentReport, presentStatus } from './report-json';

const DATABASE = resultOf('database', 'unhealthy', {
  critical: true,
  message: 'Health check failed: refused',
  details: { default_query_time_ms: 1.5 },
  responseTimeMs: 12.34,
});

describe('health as JSON', () => {
  it('shows everything in the shape of the reference', () => {
    expect(presentReport(shownHealth([DATABASE]))).toEqual({
      status: 'unhealthy',
      timestamp: '2026-01-02T03:04:06.789Z',
      version: '1.2.3',
      environment: 'production',
      checks: [
        {
          name: 'database',
          status: 'unhealthy',
          critical: true,
          policy: 'inform',
          message: 'Health check failed: refused',
          response_time_ms: 12.34,
          checked_at: new Date(CHECKED_AT).toISOString(),
          details: { default_query_time_ms: 1.5 },
        },
      ],
      summary: { total: 1, passed: 0, degraded: 0, failed: 1, critical_failures: 1 },
    });
  });

  it('shows unauthorised clients its status alone', () => {
    expect(presentStatus('unhealthy')).toEqual({ status: 'unhealthy' });
  });

  it('says what was left out, and what could not be', () => {
    const parts = { excluded: ['database'], unknown: ['nosuch'] };

    const body = presentReport(shownHealth([DATABASE, resultOf('cache')], parts));

    expect(body).toMatchObject({
      status: 'healthy',
      checks: [{ name: 'cache' }],
      excluded: ['database'],
      warnings: ['some health checks cannot be excluded: no matches for "nosuch"'],
    });
  });
});
