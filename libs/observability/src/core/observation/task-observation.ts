import type { RequestContext } from '../context/request-context';
import { Observation } from './observation';

/** What is known of a scheduled method, or of what the app adds to the SchedulerRegistry, before it runs. */
export interface ScheduledTask {
  /** The name that its author gave, else `ReportsService.send`. */
  readonly name: string;
  readonly className: string;
  readonly methodName: string;
  readonly kind: 'cron' | 'interval' | 'timeout';
  /** Whether the app added it to the SchedulerRegistry: there may be any number of such names. */
  readonly isAddedAtRunTime?: boolean;
  /** The cron expression; undefined where a date, a number or an object says when. */
  readonly cronTime: string | undefined;
  /** The time zone of the cron expression; undefined for the machine's. */
  readonly timeZone: string | undefined;
}

/** One run of a scheduled method or timer. Nothing catches what it throws, so every failure is unexpected. */
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
