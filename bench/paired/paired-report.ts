import { median } from '../report/statistics';
import { renderTable } from '../report/table';
import { VARIANTS } from '../variants/table';
import type { PairedRun } from './paired';

/** One table for each platform and Node: the medians of the processes, lowest and highest behind them. */
export function pairedReport(runs: readonly PairedRun[]): string[] {
  const groups = new Set(runs.map(groupOf));
  return [...groups].flatMap((group) => [
    '',
    `${group}: CPU of a request against the bare app in the same process`,
    ...tableOf(runs.filter((run) => groupOf(run) === group)),
  ]);
}

function groupOf({ platform, node }: PairedRun): string {
  return `${platform}, Node ${node}`;
}

function tableOf(runs: readonly PairedRun[]): string[] {
  const kinds = new Set(runs.map(({ variant, route }) => `${variant} ${route}`));
  return renderTable(
    [
      { heading: 'variant', align: 'left' },
      { heading: 'route', align: 'left' },
      { heading: 'CPU ×', align: 'right' },
      { heading: '(lowest–highest)', align: 'right' },
      { heading: 'added µs', align: 'right' },
      { heading: 'bare µs', align: 'right' },
    ],
    [...kinds].map((kind) => rowOf(runs.filter((run) => `${run.variant} ${run.route}` === kind))),
  );
}

function rowOf(runs: readonly PairedRun[]): string[] {
  const [{ variant, route }] = runs as [PairedRun];
  const ratios = runs.map(({ ratio }) => ratio);
  const bare = median(runs.map(({ bareMicros }) => bareMicros));
  const title = VARIANTS.find(({ name }) => name === variant)?.title ?? variant;
  const range = `(${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`;
  const added = ((median(ratios) - 1) * bare).toFixed(1);
  return [title, route, median(ratios).toFixed(2), range, added, bare.toFixed(0)];
}
