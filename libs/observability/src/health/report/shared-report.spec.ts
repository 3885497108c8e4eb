import { aggregate } from '../model/aggregate';
import type { CheckResult } from '../model/contract';
import { ReportMemory } from './report-memory';
import { SharedReport } from './shared-report';

function result(name: string): CheckResult {
  const shown = { message: '', details: {}, responseTimeMs: 1, checkedAt: 0 };
  return { name, status: 'healthy', policy: 'inform', critical: true, ...shown };
}

function shared(checkAll: () => Promise<CheckResult[]>): SharedReport {
  return new SharedReport(checkAll, new ReportMemory(aggregate));
}

describe('a report', () => {
  it('is shared by all concurrent callers', async () => {
    let calls = 0;
    const checkAll = async (): Promise<CheckResult[]> => {
      calls += 1;
      return [result('cache')];
    };
    const report = shared(checkAll);

    const reports = await Promise.all(Array.from({ length: 500 }, () => report.get()));

    expect(calls).toBe(1);
    expect(new Set(reports).size).toBe(1);
  });

  it('is created anew for later callers', async () => {
    const answers = [[result('cache')], [result('cache')]];
    const report = shared(async () => answers.shift() ?? []);

    const first = await report.get();
    const second = await report.get();

    expect(second).not.toBe(first);
  });

  it('is the same one again while its checks are the same', async () => {
    const checks = [result('cache')];
    const report = shared(async () => [...checks]);

    const first = await report.get();
    const second = await report.get();

    expect(second).toBe(first);
  });
});
