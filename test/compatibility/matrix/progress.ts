const CLEAR_LINE = '\r\u001b[2K';
const MAX_OUTPUT_LINES = 60;

/** What a person sees while the matrix runs. */
export class Progress {
  private done = 0;
  private readonly isTerminal = process.stdout.isTTY;

  constructor(private readonly total: number) {}

  /** What happens now, on the last line of a terminal. */
  now(text: string): void {
    if (this.isTerminal) process.stdout.write(`${CLEAR_LINE}[${this.done}/${this.total}] ${text}`);
  }

  /** Cells whose outcome is known. */
  advance(cells: number): void {
    this.done += cells;
  }

  /** A line that stays. */
  line(text: string): void {
    process.stdout.write(`${this.isTerminal ? CLEAR_LINE : ''}${text}\n`);
  }

  /** What failed, why, and what it wrote. */
  failure(title: string, faults: readonly string[], output: string): void {
    this.line(`${this.red('✗')} ${title}`);
    for (const fault of faults) this.line(`    ${fault}`);
    const lines = output.trimEnd().split('\n').slice(-MAX_OUTPUT_LINES);
    for (const line of lines) this.line(`    | ${line}`);
  }

  /** A green or a red mark. */
  mark(isRight: boolean): string {
    return isRight ? this.paint('✓', 32) : this.red('✗');
  }

  private red(text: string): string {
    return this.paint(text, 31);
  }

  private paint(text: string, colour: number): string {
    return this.isTerminal ? `\u001b[${colour}m${text}\u001b[0m` : text;
  }
}
