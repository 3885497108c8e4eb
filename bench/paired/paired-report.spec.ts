import type { PairedRun } from './paired';
import { pairedReport } from './paired-report';

function run(node: string, ratio: number): PairedRun {
  const kind = { platform: 'express', variant: 'ours-logs', route: 'hello' } as const;
  return { ...kind, node, bareMicros: 50, ratio, low: ratio, high: ratio };
}

describe('the report of the paired measurement', () => {
  it('tells the median of the processes, and how far they lie apart', () => {
    const lines = pairedReport([run('24', 1.1), run('24', 1.4), run('24', 1.2)]);

    expect(lines.join('\n')).toMatch(/access line +hello +1\.20 +\(1\.10–1\.40\) +10\.0 +50/);
  });

  it('has a table for each platform and Node', () => {
    const lines = pairedReport([run('20', 1.5), run('24', 1.2)]);

    expect(lines.filter((line) => line.startsWith('express, Node'))).toEqual([
      expect.stringMatching(/^express, Node 20:/),
      expect.stringMatching(/^express, Node 24:/),
    ]);
  });
});
