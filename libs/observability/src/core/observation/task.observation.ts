import type { RequestContext } from '../context/request-context';
import { Observation } from './observation';

/** What is known of a scheduled method before it ever runs. */
export interface ScheduledTask {
  /** The name that its author gave, else `ReportsService.send`. */
  readonly name: string;
  readonly className: string;
  readonly methodName: string;
  readonly kind: 'cron' | 'interval' | 'timeout';
  /** The cron expression; undefined where a date, a number or an object says when. */
  readonly cronTime: string | undefined;
  /** The time zone of the cron expression; undefined for the machine's. */
  readonly timeZone: string | undefined;
}

/** One run of a scheduled method. Nobody catches what it throws, so every failure is unexpected. */
export class TaskObservation extends Observation {
  constructor(
    startedAt: number,
    override readonly context: RequestContext,
    readonly task: ScheduledTask,
  ) {
    super(startedAt, context);
  }

  override get isUnexpected(): boolean {
    return this.failed;
  }
}
