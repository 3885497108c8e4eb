import { clientAddressOf } from '../../../core';
import type { Losses, RequestObservation } from '../../../core';
import { answerNow } from './access-line';
import type { AccessLine, Answer } from './access-line';
import { LEVEL_NUMBERS } from '../records/level';
import type { LevelName } from '../records/level';
import type { LogDestination } from '../destinations/log-destination';
import { isPatient } from '../destinations/pending-lines';
import type { JoinedLines, PatientDestination, PendingLines } from '../destinations/pending-lines';

/** A request that has been answered, and what can no longer be read from it. */
interface Answered extends Answer {
  readonly observation: RequestObservation;
}

const INFO = LEVEL_NUMBERS.info;
/** Enough to win what can be won; few enough that the collector hardly ever meets them. */
const MAX_WAITING = 32;

/**
 * The access lines of requests that have been answered. Where the destination gathers lines anyway they are
 * put together many at once, a few milliseconds later: by itself a line takes 3 µs in a busy app, and half of one
 * in a loop (`npm run bench:micro`), since the one before it has left code and texts at hand.
 */
export class AccessLines implements PendingLines {
  private waiting: Answered[] = [];
  private readonly patient: PatientDestination | undefined;

  constructor(
    private readonly line: AccessLine,
    private readonly destination: LogDestination,
    private readonly losses: Losses,
  ) {
    this.patient = isPatient(destination) ? destination : undefined;
  }

  get isFull(): boolean {
    return this.waiting.length >= MAX_WAITING;
  }

  /** To be called when the request has been answered, while its connection is known. */
  add(observation: RequestObservation, level: LevelName = 'info'): void {
    if (!this.patient || level !== 'info') {
      const line = this.line.of(observation, answerNow(observation, level));
      // With its level: to read it from the line, the line's parts would have to be joined first.
      this.destination.write(line, LEVEL_NUMBERS[level]);
      return;
    }
    const address = clientAddressOf(observation);
    this.waiting.push({ observation, now: Date.now(), address, level });
    this.patient.writeLater(this);
  }

  join(): JoinedLines {
    const { waiting } = this;
    const ends: number[] = [];
    let text = '';
    this.waiting = [];
    for (const answered of waiting) {
      try {
        text += this.line.of(answered.observation, answered);
        ends.push(text.length);
      } catch {
        this.losses.count('logs');
      }
    }
    return { text, ends, level: INFO };
  }
}
