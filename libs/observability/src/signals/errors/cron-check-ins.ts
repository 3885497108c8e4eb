import { runInContext } from '../../core';
import type { Listener, ObservationHandler, ScheduledTask, TaskObservation } from '../../core';

/** The function of @sentry/nestjs that reports a run; the package is injected, never required. */
export interface CheckInSender {
  captureCheckIn(checkIn: object, monitor?: MonitorConfig): string;
}

/** When Sentry expects a run. */
export interface MonitorConfig {
  readonly schedule: { readonly type: 'crontab'; readonly value: string };
  readonly timezone?: string;
}

/** Sentry's limit of the slug of a monitor. */
const MAX_SLUG_LENGTH = 50;

/** Reports each run of a `@Cron` method to Sentry, so that it can alert on failed and missing runs. */
export class CronCheckIns implements ObservationHandler {
  readonly name = 'check-ins';
  readonly tasks: Listener<TaskObservation>;
  private readonly underWay = new WeakMap<TaskObservation, string>();

  constructor(private readonly sentry: CheckInSender) {
    this.tasks = {
      begin: (o) => this.begin(o),
      end: (o) => this.end(o),
    };
  }

  private begin(observation: TaskObservation): void {
    const { task, context } = observation;
    // Each name creates a monitor, which costs money: names that are generated at run time are ignored.
    if (task.kind !== 'cron' || task.isAddedAtRunTime) return;
    const started = { monitorSlug: monitorSlug(task.name), status: 'in_progress' } as const;
    // Inside the run's context: the check-in belongs to its trace.
    const id = runInContext(context, () =>
      this.sentry.captureCheckIn(started, monitorConfig(task)),
    );
    this.underWay.set(observation, id);
  }

  private end(observation: TaskObservation): void {
    const { task, context, failed, durationSeconds } = observation;
    const checkInId = this.underWay.get(observation);
    if (checkInId === undefined) return;
    const status = failed ? 'error' : 'ok';
    const finished = { checkInId, monitorSlug: monitorSlug(task.name), status } as const;
    runInContext(context, () =>
      this.sentry.captureCheckIn({ ...finished, duration: durationSeconds }),
    );
  }
}

/** The name of a task as the slug of its monitor: `ReportsService.send` is `reports-service-send`. */
export function monitorSlug(name: string): string {
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1-$2').toLowerCase();
  const slug = words.replace(/[^a-z\d_]+/g, '-').slice(0, MAX_SLUG_LENGTH);
  return slug.replace(/^-|-$/g, '') || 'cron';
}

/**
 * The configuration that creates the monitor: the schedule, if Sentry can read it. Sentry supports five
 * fields; of six, the seconds are removed if they are 0.
 */
export function monitorConfig({ cronTime, timeZone }: ScheduledTask): MonitorConfig | undefined {
  const fields = cronTime?.trim().split(/\s+/) ?? [];
  const isAtFullMinute = fields.length === 6 && /^0+$/.test(fields[0]!);
  const minutes = isAtFullMinute ? fields.slice(1) : fields;
  if (minutes.length !== 5) return undefined;
  const value = minutes.join(' ');
  return { schedule: { type: 'crontab', value }, ...(timeZone && { timezone: timeZone }) };
}
