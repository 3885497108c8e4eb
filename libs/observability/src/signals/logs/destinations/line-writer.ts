import { setTimeout as sleep } from 'node:timers/promises';
import { Backoff } from '../../../core';
import { Backlog } from './backlog';
import { LEVEL_NUMBERS, levelOf } from '../records/level';
import { LineBatch } from './line-batch';
import type { LogDestination } from './log-destination';
import type { LineDropReporter } from './line-drops';
import type { JoinedLines, PatientDestination, PendingLines } from './pending-lines';
import type { Sink } from './sink';
import { sleepSync } from './sleep-sync';
import { WaitingLines } from './waiting-lines';

/** Too short to notice; a busy server needs a hundredth of the system calls. */
const WITHIN_MS = 10;
const PAUSE = { minMs: 5, maxMs: 250 };
/** A fault is not repaired in milliseconds. */
const MAX_PAUSE_IN_TROUBLE_MS = 1000;
/** Then requests get their turn. */
const MAX_BYTES_AT_ONCE = 1_048_576;
const RETRY_AT_EXIT_MS = 10;

/** The dependencies of a writer. */
export interface LineWriterParts {
  readonly sink: Sink;
  readonly report: LineDropReporter;
  /** How many bytes may wait while the sink accepts nothing. */
  readonly mostWaitingBytes: number;
}

/**
 * Collects lines for 10 ms or 64 KiB and passes them to a sink: a line costs a copy into a buffer, not
 * a system call, and no string is retained until it is written. Lines that the sink does not accept
 * wait, within a limit; beyond it, the least important ones are dropped. It never throws or blocks.
 */
export class LineWriter implements PatientDestination {
  /** What the sink took last and has not confirmed. */
  private readonly underWay = new LineBatch();
  private readonly lines: WaitingLines;
  private readonly sink: Sink;
  private readonly report: LineDropReporter;
  /** Lines to materialise before anything else is written. */
  private pending: PendingLines | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly backoff = new Backoff(PAUSE);
  private isStalled = false;
  private readonly onTime = (): void => this.pump();

  constructor({ sink, report, mostWaitingBytes }: LineWriterParts) {
    this.sink = sink;
    this.report = report;
    const backlog = new Backlog(mostWaitingBytes, (level) => report.drop(level, this.reason));
    this.lines = new WaitingLines(backlog, sink.unitBytes);
    sink.onReady = this.onTime;
    sink.onDrop = (level, reason) => report.drop(level, reason);
  }

  write(line: string, level: number = levelOf(line)): void {
    if (this.pending) this.materialise();
    this.add(line, level);
    this.timer ??= setTimeout(this.onTime, WITHIN_MS).unref();
  }

  writeLater(lines: PendingLines): void {
    if (this.pending !== lines) this.materialise();
    this.pending = lines;
    if (lines.isFull) this.materialise();
    this.timer ??= setTimeout(this.onTime, WITHIN_MS).unref();
  }

  /** Waits until everything is delivered, the limit is reached, or the sink has a fault. */
  async flush(limitMs: number): Promise<void> {
    const until = performance.now() + limitMs;
    for (;;) {
      this.pump();
      const isInVain = this.sink.trouble !== undefined || performance.now() >= until;
      if (this.isDone || isInVain) return;
      await sleep(WITHIN_MS);
    }
  }

  /** The same for the exit of the process, without the event loop. */
  flushSync(limitMs: number): void {
    this.materialise();
    const until = performance.now() + limitMs;
    while (this.lines.load()) {
      const taken = this.sink.takeLast(this.lines.outgoing.rest(this.sink.unitBytes));
      this.lines.outgoing.take(taken);
      if (taken > 0) continue;
      if (this.sink.trouble !== undefined || performance.now() >= until) return;
      sleepSync(RETRY_AT_EXIT_MS);
    }
  }

  /** Writes what can be written immediately, counts the rest as dropped, and closes the sink. */
  close(): void {
    this.flushSync(0);
    this.dropAll('shutdown');
    clearTimeout(this.timer);
    this.timer = undefined;
    const dropped = this.sink.close();
    for (const level of this.underWay.levelsOfLast(dropped)) this.report.drop(level, 'shutdown');
  }

  /** Passes waiting lines to another destination, for a sink that has died, beginning with its unconfirmed ones. */
  drainTo(other: LogDestination, unconfirmed?: Buffer): void {
    if (unconfirmed) {
      for (const { text, level } of this.underWay.split(unconfirmed)) other.write(text, level);
    }
    this.materialise();
    while (this.lines.load()) {
      for (const { bytes, level } of this.lines.outgoing.lines())
        other.write(bytes.toString(), level);
      this.lines.outgoing.clear();
    }
  }

  private get isDone(): boolean {
    return this.lines.isEmpty && !this.pending && this.sink.isIdle;
  }

  private get reason(): string {
    return this.sink.trouble ?? 'stalled';
  }

  private add(line: string, level: number): void {
    if (!this.lines.add(line, level)) this.addWithRoom(line, level);
  }

  private materialise(): void {
    const { pending } = this;
    if (!pending) return;
    this.pending = undefined;
    const lines = pending.join();
    if (!this.lines.addJoined(lines)) this.addOneByOne(lines);
  }

  private addOneByOne({ text, ends, level }: JoinedLines): void {
    let start = 0;
    for (const end of ends) {
      this.add(text.slice(start, end), level);
      start = end;
    }
  }

  /** Adds a line that does not fit into the block, or is too long for any. */
  private addWithRoom(line: string, level: number): void {
    if (!this.isStalled) this.pump();
    this.lines.addWithRoom(line, level);
  }

  private pump(): void {
    // First: if there is no room for the lines, it pumps itself, and may set a timer.
    this.materialise();
    clearTimeout(this.timer);
    this.timer = undefined;
    let left = MAX_BYTES_AT_ONCE;
    while (left > 0 && this.lines.load()) {
      const taken = this.sink.take(
        this.lines.outgoing.rest(this.sink.unitBytes),
        this.lines.outgoing.nextLevel,
      );
      if (taken === 0) {
        this.pause();
        return;
      }
      this.backoff.reset();
      if (!this.sink.isIdle) this.underWay.note(this.lines.outgoing, taken);
      this.lines.outgoing.take(taken);
      left -= taken;
    }
    this.isStalled = false;
    if (left <= 0) this.timer = setTimeout(this.onTime, 0).unref();
    else if (this.sink.trouble === undefined) this.reportEndOfDrops();
  }

  private pause(): void {
    this.isStalled = true;
    // Lines for a pipe without a reader would never be read.
    if (this.sink.trouble === 'closed') this.dropAll('closed');
    const maxMs = this.sink.trouble ? MAX_PAUSE_IN_TROUBLE_MS : PAUSE.maxMs;
    this.timer = setTimeout(this.onTime, this.backoff.next(maxMs)).unref();
  }

  private dropAll(reason: string): void {
    for (const level of this.lines.clear()) this.report.drop(level, reason);
  }

  private reportEndOfDrops(): void {
    const line = this.report.end();
    if (line !== undefined) this.write(line, LEVEL_NUMBERS.warn);
  }
}
