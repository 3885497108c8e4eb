import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { SchedulerRegistry } from '@nestjs/schedule';
import { eventually } from '../support/eventually';
import type { LogLine } from '../support/log-recorder';
import { listen } from '../support/platforms';
import { SentryReceiver } from '../support/sentry-receiver';
import { TicksModule, TicksService } from '../support/ticking-app';
import { ReportedSignals } from '../support/reported-signals';

const QUIET = { abortOnError: false, logger: ['error', 'warn'] as ('error' | 'warn')[] };
/** Two seconds on an idle machine. */
const TWO_RUNS_MS = 15_000;

interface CheckIn {
  readonly check_in_id: string;
  readonly monitor_slug: string;
  readonly status: string;
  readonly duration?: number;
  readonly monitor_config?: object;
}

// Sentry's client belongs to the process, so that all apps have one back end.
let sentry: SentryReceiver;

beforeAll(async () => {
  sentry = await SentryReceiver.start();
});

afterAll(() => sentry.stop());

function checkIns(slug: string): CheckIn[] {
  const all = sentry.others.filter(({ type }) => type === 'check_in');
  return all
    .map(({ payload }) => payload as CheckIn)
    .filter(({ monitor_slug }) => monitor_slug === slug);
}

/** The statuses of each run: what is sent at the same time may arrive in another order. */
function runsOf(slug: string): string[][] {
  const runs = new Map<string, string[]>();
  for (const { check_in_id, status } of checkIns(slug)) {
    runs.set(check_in_id, [...(runs.get(check_in_id) ?? []), status].toSorted());
  }
  return [...runs.values()];
}

/** Each run of the failing cron job checks in twice. */
function haveRunTwice(): void {
  if (checkIns('ticks-service-broken').length < 4) throw new Error('too few runs');
}

/** From here on no run begins, so that lines and events can be counted. */
function stopCronJobs(app: INestApplicationContext): void {
  const jobs = app.get(SchedulerRegistry, { strict: false }).getCronJobs().values();
  for (const job of jobs) void job.stop();
}

/** Each failed run of a cron job has its event, and each run has checked out: a slow machine delivers them late. */
function expectDelivered({ logs, events }: ReportedSignals): void {
  const delivered = events.map(([message]) => `scheduled task failed: ${message}`);
  for (const message of ['broken cron', 'broken added cron']) {
    const line = `scheduled task failed: ${message}`;
    const lines = logs.lines.filter((each) => each.message === line);
    expect(delivered.filter((each) => each === line)).toHaveLength(lines.length);
  }
  for (const slug of ['ticks-service-broken', 'nightly-report']) {
    expect(runsOf(slug).filter((statuses) => statuses.length !== 2)).toEqual([]);
  }
}

/** Without HTTP no hook of the library's module comes before @nestjs/schedule has looked for methods. */
describe.each([
  ["before the library's", true],
  ["after the library's", false],
])(
  'scheduled methods of an app without HTTP, whose schedule module is imported %s',
  (_order, isFirst) => {
    let signals: ReportedSignals;
    let app: INestApplicationContext;
    let lines: LogLine[];

    beforeAll(async () => {
      signals = new ReportedSignals(sentry);
      signals.clear();
      sentry.others.length = 0;
      app = await NestFactory.createApplicationContext(
        TicksModule.with(signals.options, isFirst),
        QUIET,
      );
      try {
        await eventually(haveRunTwice, TWO_RUNS_MS);
        stopCronJobs(app);
        await eventually(() => expectDelivered(signals), TWO_RUNS_MS);
      } finally {
        await app.close();
      }
      lines = [...signals.logs.lines];
    });

    function of(task: string): LogLine[] {
      return lines.filter((line) => (line['task'] as { name?: string } | undefined)?.name === task);
    }

    it('have a context of their own in each run', () => {
      const { traces } = app.get(TicksService);

      expect(traces.length).toBeGreaterThan(5);
      expect(new Set(traces).size).toBe(traces.length);
      const logged = of('tick').map(({ trace_id }) => trace_id);
      expect(logged).toEqual(expect.arrayContaining(traces.slice(0, 5)));
    });

    it('are logged and timed', async () => {
      expect(of('tick')[0]).toMatchObject({
        level: 'info',
        logger: 'app',
        message: 'scheduled task completed',
        context: 'TicksService',
        method: 'tick',
        task: { name: 'tick', kind: 'interval', outcome: 'ok' },
      });
      const counts = await signals.metric(app, 'scheduled_task_duration_seconds_count');
      const series = counts
        .map(({ labels }) => `${labels['task']} ${labels['outcome']}`)
        .toSorted();
      expect(series).toEqual([
        'Nightly report ok',
        'TicksService.broken error',
        'TicksService.once error',
        'added error',
        'text error',
        'tick ok',
      ]);
    });

    it.each([
      ['TicksService.once', 'broken timeout'],
      ['text', 'only a text'],
    ])('report what %s throws once, with one line', (task, message) => {
      expect(signals.events.filter(([, transaction]) => transaction === task)).toEqual([
        [message, task],
      ]);
      const errors = lines.filter(
        ({ level, message: text }) => level === 'error' && text.includes(message),
      );
      expect(errors).toMatchObject([
        { message: `scheduled task failed: ${message}`, task: { name: task, outcome: 'error' } },
      ]);
    });

    it('report each run of a cron job that fails', () => {
      const failed = of('TicksService.broken');

      expect(failed.length).toBeGreaterThanOrEqual(2);
      const events = signals.events.filter(([message]) => message === 'broken cron');
      expect(events).toHaveLength(failed.length);
      expect(
        lines.filter(({ logger }) => logger === 'nest' || logger === 'Scheduler'),
      ).not.toContainEqual(expect.objectContaining({ level: 'error' }));
    });

    it('report each run of a job that the app adds itself, and the app handles it as before', () => {
      const failed = of('added');

      expect(failed.length).toBeGreaterThanOrEqual(1);
      expect(new Set(failed.map(({ trace_id }) => trace_id)).size).toBe(failed.length);
      const events = signals.events.filter(([message]) => message === 'broken added cron');
      expect(events).toEqual(failed.map(() => ['broken added cron', 'added']));
      expect(app.get(TicksService).handled).toHaveLength(failed.length);
      expect(checkIns('added')).toEqual([]);
    });

    it('check in with Sentry when they begin and when they end', () => {
      expect(runsOf('ticks-service-broken')).toContainEqual(['error', 'in_progress']);
      expect(runsOf('nightly-report')).toContainEqual(['in_progress', 'ok']);
      const ended = checkIns('nightly-report').filter(({ status }) => status === 'ok');
      expect(ended[0]?.duration).toEqual(expect.any(Number));
      expect(checkIns('tick')).toEqual([]);
    });

    it('find @Monitored on them, inside the run', () => {
      const [failed] = lines.filter(({ message }) => message === 'TicksService.once failed');

      expect(failed?.trace_id).toBe(of('TicksService.once')[0]?.trace_id);
    });
  },
);

describe('a scheduled method that a request calls', () => {
  it('is a part of that request', async () => {
    const signals = new ReportedSignals(sentry);
    const module = TicksModule.with(signals.options, true);
    const app = await NestFactory.create(module, new ExpressAdapter(), QUIET);
    const base = await listen(app);

    const answer = await (await fetch(`${base}/ticks/now`)).text();
    await app.close();

    expect(answer).toBe('happy new year');
    const tasks = signals.logs.lines.filter((line) => JSON.stringify(line).includes('yearly'));
    expect(tasks.filter(({ message }) => message.startsWith('scheduled'))).toEqual([]);
  });
});
