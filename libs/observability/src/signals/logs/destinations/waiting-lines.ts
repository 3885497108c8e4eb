import type { Backlog } from './backlog';
import { BLOCK_BYTES, LineBlock } from './line-block';
import { cutLine } from './line-limit';
import type { JoinedLines } from './pending-lines';

/** The lines of a writer on their way: in the block that is filled, in the one that is written, and behind both. */
export class WaitingLines {
  /** The lines to write next. */
  outgoing: LineBlock;
  private current = new LineBlock();
  /** The next current block, while the current one is written. */
  private spare = new LineBlock();
  /** For waiting lines, if the sink accepts more at once than a block; undefined if none wait. */
  private large: LineBlock | undefined;

  constructor(
    private readonly backlog: Backlog,
    private readonly unitBytes: number,
  ) {
    this.outgoing = this.spare;
  }

  get isEmpty(): boolean {
    return this.outgoing.isDone && this.backlog.isEmpty && this.current.isDone;
  }

  /** @returns whether there was room for it in the block */
  add(line: string, level: number): boolean {
    return this.current.add(line, level);
  }

  /** @returns whether there was room for all of them in the block */
  addJoined(lines: JoinedLines): boolean {
    return this.current.addJoined(lines);
  }

  /** Adds a line that does not fit into the block, or is too long for any. */
  addWithRoom(line: string, level: number): void {
    for (const { bytes, level: ofLine } of this.current.lines()) this.backlog.add(bytes, ofLine);
    this.current.clear();
    if (!this.current.add(line, level)) this.backlog.add(Buffer.from(cutLine(line)), level);
  }

  /** Loads the oldest lines as the next to write. @returns whether there are any */
  load(): boolean {
    if (!this.outgoing.isDone) return true;
    this.outgoing.clear();
    if (!this.backlog.isEmpty) {
      this.outgoing = this.backlog.moveTo(this.forBacklog());
      return true;
    }
    this.large = undefined;
    this.outgoing = this.spare;
    if (this.current.isDone) return false;
    [this.current, this.spare] = [this.spare, this.current];
    this.outgoing = this.spare;
    return true;
  }

  /** Drops all of them; the backlog counts its own. @returns the levels of the others */
  clear(): number[] {
    const levels: number[] = [];
    for (const block of [this.outgoing, this.current]) {
      for (const { level } of block.lines()) levels.push(level);
      block.clear();
    }
    this.backlog.clear();
    return levels;
  }

  private forBacklog(): LineBlock {
    if (this.unitBytes <= BLOCK_BYTES) return this.spare;
    this.large ??= new LineBlock(Buffer.allocUnsafeSlow(this.unitBytes));
    this.large.clear();
    return this.large;
  }
}
