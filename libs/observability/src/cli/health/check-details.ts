const MAX_DETAILS = 50;
const MAX_NAME_LENGTH = 100;
const MAX_TEXT_LENGTH = 500;

/** The details of a check as texts, few and short: another program says what they are. */
export function detailsIn(details: Readonly<Record<string, unknown>>): Record<string, string> {
  const shown = Object.entries(details).slice(0, MAX_DETAILS);
  return Object.fromEntries(
    shown.map(([name, value]) => [name.slice(0, MAX_NAME_LENGTH), textOf(value)]),
  );
}

/** An object of JSON may have a field `toString`, so `String` would throw. */
function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.slice(0, MAX_TEXT_LENGTH);
}
