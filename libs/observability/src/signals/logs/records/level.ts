/** pino's numbers for the levels. */
export const LEVEL_NUMBERS = {
  trace: 10,
  debug: 20,
  info: 30,
  warn: 40,
  error: 50,
  fatal: 60,
  silent: Infinity,
} as const satisfies Record<string, number>;

/** From the most to the fewest lines. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export type LevelName = keyof typeof LEVEL_NUMBERS;

const INFO = LEVEL_NUMBERS.info;
/** Each line begins with `{"level":"`; the levels differ in their first letter. */
const AT_LEVEL = '{"level":"'.length;
const BY_FIRST_LETTER = new Map<number, number>(
  Object.entries(LEVEL_NUMBERS)
    .filter(([name]) => name !== 'silent')
    .map(([name, number]) => [name.charCodeAt(0), number]),
);
const NAMES = new Map<number, string>(
  Object.entries(LEVEL_NUMBERS).map(([name, number]) => [number, name]),
);

/** The level of a JSON line; info for any other text. */
export function levelOf(line: string): number {
  return BY_FIRST_LETTER.get(line.charCodeAt(AT_LEVEL)) ?? INFO;
}

/** The name of a level's number, or the number itself if it has none. */
export function levelName(level: number): string {
  return NAMES.get(level) ?? String(level);
}
