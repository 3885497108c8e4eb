import type { ScheduledTask } from '../../core';

/** The keys of @nestjs/schedule's metadata, in its schedule.constants. */
const NAME = 'SCHEDULER_NAME';
const CRON = 'SCHEDULE_CRON_OPTIONS';
const INTERVAL = 'SCHEDULE_INTERVAL_OPTIONS';

interface CronOptions {
  readonly cronTime?: unknown;
  readonly timeZone?: unknown;
}

/** What the decorators say of a scheduled method. */
export function scheduledTask(
  className: string,
  methodName: string,
  method: object,
): ScheduledTask {
  const given = Reflect.getMetadata(NAME, method) as unknown;
  const cron = Reflect.getMetadata(CRON, method) as CronOptions | undefined;
  const repeats = Reflect.hasMetadata(INTERVAL, method);
  return {
    name: typeof given === 'string' && given !== '' ? given : `${className}.${methodName}`,
    className,
    methodName,
    kind: cron ? 'cron' : repeats ? 'interval' : 'timeout',
    cronTime: textOf(cron?.cronTime),
    timeZone: textOf(cron?.timeZone),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
