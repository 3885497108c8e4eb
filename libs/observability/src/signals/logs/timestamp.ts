let lastMs = Number.NaN;
let lastText = '';

/**
 * pino's time function: ISO 8601 in UTC under our name. Lines of one millisecond share the text;
 * making it costs more than the rest of a short line.
 */
export function timestamp(): string {
  const now = Date.now();
  if (now !== lastMs) {
    lastMs = now;
    lastText = `,"timestamp":"${new Date(now).toISOString()}"`;
  }
  return lastText;
}
