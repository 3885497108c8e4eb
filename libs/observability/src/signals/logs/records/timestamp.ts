const MS_PER_SECOND = 1000;
/** `2026-11-24T09:00:57.` and then the milliseconds. */
const TO_THE_SECOND = 20;

let lastMs = Number.NaN;
let lastText = '';
let lastSecond = Number.NaN;
let secondText = '';

/**
 * pino's time function: ISO 8601 in UTC as `timestamp`. Lines of one millisecond share the text, and
 * those of one second its beginning; formatting a date costs as much as the rest of a line.
 */
export function timestamp(now = Date.now()): string {
  if (now !== lastMs) {
    lastMs = now;
    lastText = `,"timestamp":"${beginningOf(now)}${String(now % MS_PER_SECOND).padStart(3, '0')}Z"`;
  }
  return lastText;
}

function beginningOf(now: number): string {
  const second = Math.floor(now / MS_PER_SECOND);
  if (second !== lastSecond) {
    lastSecond = second;
    secondText = new Date(now).toISOString().slice(0, TO_THE_SECOND);
  }
  return secondText;
}
