import type { Colours } from '../report/colour';
import type { Round } from './plan';

const CLEAR_LINE = '\r\u001b[K';

/** Where progress is written: a terminal shows what happens now, a file gets one line per round. */
export interface Screen {
  readonly isTerminal: boolean;
  write(text: string): void;
}

/** Says what is measured, and how long it will still take. */
export class Progress {
  private readonly begin = performance.now();
  private done = 0;

  constructor(
    private readonly total: number,
    private readonly colours: Colours,
    private readonly screen: Screen,
  ) {}

  /** What happens now; gone with the next line. */
  does(round: Round, what: string): void {
    if (!this.screen.isTerminal) return;
    this.screen.write(`${CLEAR_LINE}${this.colours.dim(`${this.where(round)}  ${what}`)}`);
  }

  failed(round: Round, what: string): void {
    this.line(`${this.where(round)}  ${this.colours.bad(what.slice(0, 300))}`);
  }

  /** A round is over. */
  finished(round: Round): void {
    this.done += 1;
    const perRound = (performance.now() - this.begin) / this.done;
    const left = duration(perRound * (this.total - this.done));
    this.line(`${this.where(round)}  done, ${left} left`);
  }

  private where({ node, platform, round }: Round): string {
    return `round ${round}  Node ${node}  ${platform}`;
  }

  private line(text: string): void {
    this.screen.write(`${this.screen.isTerminal ? CLEAR_LINE : ''}${text}\n`);
  }
}

function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
