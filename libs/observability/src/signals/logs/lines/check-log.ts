import type { Logger } from 'pino';
import type { CheckObservation, Listener, Redactor } from '../../../core';
import { PreparedRecord } from '../records/log-record';

type Status = CheckObservation['status'];

/** The status of a check that was logged last, and when. */
interface Reported {
  readonly status: Status;
  readonly at: number;
}

const BEST_FIRST: readonly Status[] = ['healthy', 'degraded', 'unhealthy'];
const HEALTHY: Reported = { status: 'healthy', at: 0 };
const REMIND_AFTER_MS = 10 * 60_000;

/**
 * A line when the settled status of a check changes: a warning for the worse, information for the
 * better. One that stays unhealthy is logged again every ten minutes, however often it is checked.
 */
export class CheckLog implements Listener<CheckObservation> {
  private readonly reported = new Map<string, Reported>();

  constructor(
    private readonly logger: Logger,
    private readonly redactor: Redactor,
  ) {}

  end(observation: CheckObservation): void {
    const { indicator, startedAt, durationSeconds } = observation;
    const at = startedAt + durationSeconds * 1000;
    const status = observation.settled ?? observation.status;
    const { status: before, at: reportedAt } = this.reported.get(indicator.name) ?? HEALTHY;
    const isReminder = before === status;
    if (isReminder && (status === 'healthy' || at - reportedAt < REMIND_AFTER_MS)) return;
    this.reported.set(indicator.name, { status, at });
    this.write(observation, status, before);
  }

  private write(observation: CheckObservation, status: Status, before: Status): void {
    const { name, critical } = observation.indicator;
    const level = BEST_FIRST.indexOf(status) < BEST_FIRST.indexOf(before) ? 'info' : 'warn';
    const duration_ms = Math.round(observation.durationSeconds * 100_000) / 100;
    const record = new PreparedRecord({ check: { name, critical, status, before, duration_ms } });
    const is = before === status ? 'is still' : 'is';
    // The message of this check applies to the settled status only if both are equal.
    const reason = status === observation.status ? this.redactor.text(observation.message) : '';
    this.logger[level](record, `health check ${name} ${is} ${status}${reason && `: ${reason}`}`);
  }
}
