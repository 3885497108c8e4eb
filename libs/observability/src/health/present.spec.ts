import { aggregate } from './aggregate';
import { httpStatusOf, presentReport, presentStatus } from './present';

const REPORT = aggregate([
  {
    name: 'database',
    status: 'unhealthy',
    critical: true,
    message: 'Health check failed: refused',
    details: { default_query_time_ms: 1.5 },
    responseTimeMs: 12.34,
  },
]);

describe('a health report', () => {
  it('shows everything in the shape of the reference', () => {
    const service = { name: 'shop', version: '1.2.3', environment: 'production' };

    const body = presentReport(REPORT, service, new Date('2026-01-02T03:04:05.678Z'));

    expect(body).toEqual({
      status: 'unhealthy',
      timestamp: '2026-01-02T03:04:05.678Z',
      version: '1.2.3',
      environment: 'production',
      checks: [
        {
          name: 'database',
          status: 'unhealthy',
          critical: true,
          message: 'Health check failed: refused',
          response_time_ms: 12.34,
          details: { default_query_time_ms: 1.5 },
        },
      ],
      summary: { total: 1, passed: 0, degraded: 0, failed: 1, critical_failures: 1 },
    });
  });

  it('shows strangers its status alone', () => {
    expect(presentStatus(REPORT)).toEqual({ status: 'unhealthy' });
  });
});

describe('the HTTP status of health', () => {
  it.each([
    ['healthy', 200],
    ['degraded', 200],
    ['unhealthy', 503],
  ] as const)('for %s is %i', (status, code) => {
    expect(httpStatusOf(status)).toBe(code);
  });
});
