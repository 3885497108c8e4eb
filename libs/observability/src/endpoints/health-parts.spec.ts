import { resultOf } from '../health/testing/health-results';
import { aggregate } from '../health';
import { excludeChecks, onlyCheck } from './health-parts';

const DATABASE = resultOf('database', 'unhealthy', { critical: true });
const REPORT = aggregate([DATABASE, resultOf('cache')]);

describe('a report with checks left out', () => {
  it('is the same one when nothing is', () => {
    expect(excludeChecks(REPORT, [], aggregate).report).toBe(REPORT);
    expect(excludeChecks(REPORT, ['nosuch'], aggregate)).toEqual({
      report: REPORT,
      excluded: [],
      unknown: ['nosuch'],
    });
  });

  it('is judged by the rest', () => {
    const { report, excluded } = excludeChecks(REPORT, ['database'], aggregate);

    expect([report.status, report.summary.total, excluded]).toEqual(['healthy', 1, ['database']]);
  });

  it('of one check has the status of that check, critical or not', () => {
    expect(onlyCheck(resultOf('cache', 'unhealthy')).status).toBe('unhealthy');
  });
});
