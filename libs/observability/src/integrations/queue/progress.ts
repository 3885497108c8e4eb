/** What is seen of a queue at one moment. */
export interface QueueState {
  /** Jobs that wait for a worker. */
  readonly waiting: number;
  /** Jobs that are kept after they were completed or have failed. */
  readonly finished: number;
  /** The job that waits longest. */
  readonly oldest: string | undefined;
}

/**
 * Knows how long a queue has stood still while jobs waited in it. It moves when a job is finished,
 * when another one is the oldest, when fewer wait, and when none waits. An idle queue does not
 * stand still: its workers have nothing to do.
 */
export class Progress {
  private last: QueueState | undefined;
  private movedAt = 0;

  /** How long it has stood still, in milliseconds; 0 at the first look. */
  stillMs(state: QueueState, now: number): number {
    if (hasMoved(this.last, state)) this.movedAt = now;
    this.last = state;
    return now - this.movedAt;
  }

  /** Something else has shown that it moved. */
  moved(at: number): void {
    this.movedAt = Math.max(this.movedAt, at);
  }
}

function hasMoved(
  before: QueueState | undefined,
  { waiting, finished, oldest }: QueueState,
): boolean {
  if (!before || waiting === 0) return true;
  return finished !== before.finished || oldest !== before.oldest || waiting < before.waiting;
}
