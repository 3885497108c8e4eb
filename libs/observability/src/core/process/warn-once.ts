import { Redactor } from '../redaction/redactor';
import { oneLine } from '../text/one-line';

const said = new Set<string>();
/** Messages may hold words of a request; standard error and the memory are not to fill with them. */
const MAX_WARNINGS = 100;

/** Warns on standard error, once for each message: the app's logger is not there yet. */
export function warnOnce(message: string): void {
  if (said.has(message) || said.size >= MAX_WARNINGS) return;
  said.add(message);
  // It may repeat an address or a path of the environment.
  process.emitWarning(oneLine(new Redactor().text(message)), 'ObservabilityWarning');
}
