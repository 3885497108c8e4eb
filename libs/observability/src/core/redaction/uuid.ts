/** In any version and case; a name may be joined to it by anything but a letter or digit. */
const UUID =
  /(?<=(?<![a-z0-9])|%[0-9a-f]{2}|\\[nrt])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![a-z0-9])/gi;
const LENGTH = 36;
/** What shows that a UUID begins here: `%7B`. */
const MAX_BEFORE = 3;

/** Whether a place in a text shares characters with a UUID, whose digits are no number. */
export function overlapsUuid(text: string, start: number, end: number): boolean {
  const from = Math.max(0, start - LENGTH - MAX_BEFORE);
  for (const { index } of text.slice(from, end + LENGTH).matchAll(UUID)) {
    const begin = from + index;
    if (begin < end && start < begin + LENGTH) return true;
  }
  return false;
}
