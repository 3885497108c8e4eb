import { recordedLoggers } from '../testing/recorded-loggers';
import { healthReportLog } from './health-report-log';

const WELL = {
  status: 'healthy',
  summary: { total: 2, passed: 2 },
  notHealthy: [],
  availability: 100,
  flips: 0,
  slowest: undefined,
};

describe('the line of the scheduled report', () => {
  it('tells the numbers as a sentence and as fields', () => {
    const { loggers, lines } = recordedLoggers();

    healthReportLog(loggers.get('health')).reported({
      status: 'degraded',
      summary: { total: 4, passed: 2 },
      notHealthy: ['cache', 'queue'],
      availability: 99.25,
      flips: 1,
      slowest: { name: 'database', p95Ms: 12.5 },
    });

    expect(lines).toMatchObject([
      {
        level: 'info',
        logger: 'health',
        message:
          'health is degraded, 2 of 4 checks healthy, not healthy: cache and queue, ' +
          'availability 99.25 %, 1 change, slowest database (12.5 ms)',
        health: {
          status: 'degraded',
          checks: 4,
          passed: 2,
          not_healthy: ['cache', 'queue'],
          availability_percent: 99.25,
          flips: 1,
          slowest: 'database',
          slowest_p95_ms: 12.5,
        },
      },
    ]);
  });

  it('is short where all is well', () => {
    const { loggers, lines } = recordedLoggers();

    healthReportLog(loggers.get('health')).reported(WELL);

    expect(lines.map(({ message }) => message)).toEqual([
      'health is healthy, 2 of 2 checks healthy, availability 100 %, 0 changes',
    ]);
  });
});
