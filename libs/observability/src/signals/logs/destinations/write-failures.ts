import { isError, nameOfError } from '../../../core';
import type { LineDrops } from './line-drops';
import { writeToStderr } from './write-to-stderr';

/** Counts failed writes of a destination, and reports the first on standard error. */
export function writeFailures(
  destination: string,
  drops: LineDrops,
): (level: number, error: unknown) => void {
  let hasWarned = false;
  return (level, error) => {
    drops.count(destination, level, 'failed');
    if (hasWarned) return;
    hasWarned = true;
    writeToStderr(
      `The log destination "${destination}" failed to write a line (${kindOf(error)}). Dropped lines are counted in ` +
        `${drops.metricName}; further failures are not reported.`,
    );
  };
}

/** The code or class of an error: its message may contain the line. */
function kindOf(error: unknown): string {
  if (!isError(error)) return 'failed';
  try {
    const { code } = error as NodeJS.ErrnoException;
    return typeof code === 'string' && /^\w{1,64}$/.test(code) ? code : nameOfError(error);
  } catch {
    return 'failed';
  }
}
