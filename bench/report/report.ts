import type { Result } from '../harness/result';
import type { Colours } from './colour';
import { comparisonTable } from './comparison-table';
import { GOALS } from './goals';
import { goalsTable } from './goals-table';
import { summarise } from './summary';
import type { Comparison } from './summary';
import { judge } from './verdict';

/** Above this load average somebody else was working. */
const IDLE = 0.7;

/** The whole result as lines for the terminal. */
export function report(result: Result, colours: Colours): string[] {
  return [
    ...warning(result.machine, colours),
    ...summarise(result.runs).flatMap((comparison) => section(comparison, result, colours)),
    ...failureLines(result).map(colours.bad),
  ];
}

function warning({ loadAverage }: Result['machine'], colours: Colours): string[] {
  if (loadAverage <= IDLE) return [];
  const load = loadAverage.toFixed(1);
  return ['', colours.bad(`The machine was busy at the start (load ${load}): ratios vary more.`)];
}

/** A variant that cannot run fails in each round; once is enough. */
function failureLines({ failures }: Result): string[] {
  const lines = failures.map(
    ({ node, platform, variant, reason }) =>
      `${variant} (Node ${node}, ${platform}) was not measured: ${reason}`,
  );
  return [...new Set(lines)];
}

function section(comparison: Comparison, { nodes }: Result, colours: Colours): string[] {
  const { node, platform, rounds } = comparison;
  const verdicts = judge(GOALS, comparison);
  const [heading = '', ...rows] = comparisonTable(comparison);
  return [
    '',
    colours.strong(
      `${platform}, Node ${nodes[node] ?? node}: CPU µs of a request and ratio to bare, ` +
        `medians over ${rounds} rounds`,
    ),
    colours.dim(heading),
    ...rows,
    ...(verdicts.length > 0
      ? ['', ...goalsTable(verdicts).map((line) => marked(line, colours))]
      : []),
  ];
}

function marked(line: string, colours: Colours): string {
  if (line.startsWith('✓')) return colours.good(line);
  return line.startsWith('✗') ? colours.bad(line) : colours.dim(line);
}
