/** What a command reads and writes. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Writes a line of the result. */
  say(line: string): void;
  /** Writes a line on what is wrong. */
  complain(line: string): void;
}
