import { clientAddressOf } from '../../../core';
import type { Drops, RequestObservation } from '../../../core';
import { answerNow } from './access-line';
import type { AccessLine, Answer } from './access-line';
import { LEVEL_NUMBERS } from '../records/level';
import type { LevelName } from '../records/level';
import type { LogDestination } from '../destinations/log-destination';
import { isPatient } from '../destinations/pending-lines';
import type { JoinedLines, PatientDestination, PendingLines } from '../destinations/pending-lines';

/** A completed request, and what can no longer be read from it. */
interface Answered extends Answer {
  readonly observation: RequestObservation;
}

const INFO = LEVEL_NUMBERS.info;
/** Enough to gain from batching; few enough that the garbage collector hardly ever sees them. */
const MAX_WAITING = 32;

/**
 * The access lines of completed requests. If the destination batches lines anyway, many are materialised at once,
 * a few milliseconds later: a single line takes 3 µs in a busy app, and half a microsecond in a loop
 * (`npm run bench:micro`), because code and texts are in the cache.
 */
export class AccessLines implements PendingLines {
  private waiting: Answered[] = [];
  private readonly patient: PatientDestination | undefined;

  constructor(
    private readonly line: AccessLine,
    private readonly destination: LogDestination,
    private readonly drops: Drops,
  ) {
    this.patient = isPatient(destination) ? destination : undefined;
  }

  get isFull(): boolean {
    return this.waiting.length >= MAX_WAITING;
  }

  /** Call it when the request completes, while its connection is known. */
  add(observation: RequestObservation, level: LevelName = 'info'): void {
    if (!this.patient || level !== 'info') {
      const line = this.line.of(observation, answerNow(observation, level));
      // With its level: reading it from the line would flatten the string first.
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
        this.drops.count('logs');
      }
    }
    return { text, ends, level: INFO };
  }
}
