/** What is read of an error: nothing of it is taken for granted. */
export type Fields = Readonly<Record<string, unknown>>;

/** A property of anything; undefined where there is none, and where its getter throws. */
export function field(thing: unknown, name: string): unknown {
  if (typeof thing !== 'object' || thing === null) return undefined;
  try {
    return (thing as Fields)[name];
  } catch {
    return undefined;
  }
}

/** A property that is a text; undefined where it is none. */
export function textField(thing: unknown, name: string): string | undefined {
  const value = field(thing, name);
  return typeof value === 'string' ? value : undefined;
}

/** Of a message no more is read to learn what it is. */
const MAX_MESSAGE = 65_536;

/** The beginning of an error's message, 64 KiB at most; '' where it has none. */
export function messageField(error: unknown): string {
  return (textField(error, 'message') ?? '').slice(0, MAX_MESSAGE);
}

/** A property that is a number; undefined where it is none. */
export function numberField(thing: unknown, name: string): number | undefined {
  const value = field(thing, name);
  return typeof value === 'number' ? value : undefined;
}

const MAX_NAMES = 10;

/** Names in one text, `"a", "b"`, of those that are names: no value is one by accident. */
export function quoted(names: readonly unknown[]): string {
  const known = names.filter((name) => typeof name === 'string' || typeof name === 'number');
  return known
    .slice(0, MAX_NAMES)
    .map((name) => `"${String(name).slice(0, 128)}"`)
    .join(', ');
}
