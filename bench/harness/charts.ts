import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chartName, renderChart } from '../report/chart';
import { summarise } from '../report/summary';
import { ROOT } from './paths';
import { readResult } from './result';

const IMAGES = join(ROOT, 'docs/images');

/** Draws a chart of each comparison in a result, for the documents. @returns the files */
export function drawCharts(resultFile: string): string[] {
  const comparisons = summarise(readResult(resultFile).runs);
  mkdirSync(IMAGES, { recursive: true });
  return comparisons.map((comparison) => {
    const file = join(IMAGES, chartName(comparison));
    writeFileSync(file, renderChart(comparison));
    return file;
  });
}
