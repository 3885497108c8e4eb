import { aggregate } from '../model/aggregate';
import type { CheckResult } from '../model/contract';
import { ReportMemory } from './report-memory';

function result(name: string): CheckResult {
  const shown = { message: '', details: {}, responseTimeMs: 1, checkedAt: 0 };
  return { name, status: 'healthy', policy: 'inform', critical: true, ...shown };
}

describe('the memory of a report', () => {
  it('is the same one again while its checks are the same', () => {
    const memory = new ReportMemory(aggregate);
    const checks = [result('cache')];

    expect(memory.of([...checks])).toBe(memory.of([...checks]));
  });

  it('creates another one for other results', () => {
    const memory = new ReportMemory(aggregate);

    expect(memory.of([result('cache')])).not.toBe(memory.of([result('cache')]));
  });
});
