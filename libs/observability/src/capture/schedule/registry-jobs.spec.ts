import { Injectable } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { Interval, ScheduleModule, SchedulerRegistry } from '@nestjs/schedule';
import { Test } from '@nestjs/testing';
import { CronJob } from 'cron';
import { currentContext, Observer, RequestContext, runInContext } from '../../core';
import type { TaskObservation } from '../../core';
import { isOrchestrator, isRegistry, RegistryJobs } from './registry-jobs';

const NEVER = '0 0 1 1 *';

@Injectable()
class Decorated {
  @Interval('decorated', 5)
  run(): void {}
}

interface Observed {
  readonly registry: SchedulerRegistry;
  readonly runs: TaskObservation[];
  readonly warnings: string[];
  /** The outcomes of runs, by name. */
  outcomes(): string[];
}

const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function observed(before?: (registry: SchedulerRegistry) => void): Promise<Observed> {
  const container = await Test.createTestingModule({
    imports: [DiscoveryModule, ScheduleModule.forRoot()],
    providers: [Decorated],
  }).compile();
  ends.push(() => container.close());
  const registry = container.get(SchedulerRegistry);
  const runs: TaskObservation[] = [];
  const warnings: string[] = [];
  const observer = new Observer([{ name: 'keeps', tasks: { end: (run) => runs.push(run) } }]);
  before?.(registry);
  const all = container.get(DiscoveryService, { strict: false }).getProviders();
  const decorated = all.map(({ instance }) => instance as unknown).filter(isOrchestrator);
  const warn = (text: string): void => void warnings.push(text);
  for (const each of [registry as unknown].filter(isRegistry)) {
    new RegistryJobs({ observer, decorated, warn }).observe(each);
  }
  await container.init();
  const outcomes = (): string[] => runs.map(({ task, outcome }) => `${task.name} ${outcome}`);
  return { registry, runs, warnings, outcomes };
}

/** Node's timers are late on a busy machine. */
async function until(isDone: () => boolean): Promise<void> {
  while (!isDone()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('a job that is added to the SchedulerRegistry', () => {
  it('is a run of its own, and what it throws goes where it went before', async () => {
    const handled: unknown[] = [];
    const error = new Error('broken');
    const { registry, runs, outcomes } = await observed();
    const job = CronJob.from({
      cronTime: NEVER,
      timeZone: 'Europe/London',
      onTick: () => {
        throw error;
      },
      errorHandler: (each) => handled.push(each),
    });

    registry.addCronJob('added', job);
    await job.fireOnTick();

    expect(outcomes()).toEqual(['added error']);
    expect(runs[0]).toMatchObject({
      error,
      isUnexpected: true,
      task: { kind: 'cron', cronTime: NEVER, timeZone: 'Europe/London', isAddedAtRunTime: true },
    });
    expect(handled).toEqual([error]);
  });

  it('is observed with each of its callbacks, added before or after, until they end', async () => {
    const { registry, outcomes } = await observed();
    const job = new CronJob(NEVER, async () => {
      await Promise.resolve();
    });

    registry.addCronJob('added', job);
    job.addCallback(() => undefined);
    await job.fireOnTick();
    await job.fireOnTick();
    await until(() => outcomes().length === 4);

    expect(outcomes()).toEqual(Array(4).fill('added ok'));
  });

  it('is observed where it was added before the library came', async () => {
    const job = new CronJob(NEVER, () => undefined);
    const { outcomes } = await observed((registry) => registry.addCronJob('early', job));

    await job.fireOnTick();

    expect(outcomes()).toEqual(['early ok']);
  });

  it('is refused as before where its name is taken', async () => {
    const { registry } = await observed();
    registry.addCronJob('taken', new CronJob(NEVER, () => undefined));

    const again = new CronJob(NEVER, () => undefined);

    expect(() => registry.addCronJob('taken', again)).toThrow('taken');
  });
});

describe('a timer that is added to the SchedulerRegistry', () => {
  it('has a context of its own in each run, whatever set it, and gets its arguments', async () => {
    const { registry, runs, outcomes } = await observed();
    const context = new RequestContext(new Observer([]));
    context.observation = { ended: false, fail: () => undefined };
    const seen: unknown[] = [];
    const see = (text: string): void => void seen.push(text, currentContext());

    runInContext(context, () => {
      registry.addTimeout('once', setTimeout(see, 1, 'given'));
      registry.addInterval('often', setInterval(see, 1, 'given'));
    });
    await until(() => outcomes().includes('once ok') && outcomes().includes('often ok'));
    registry.deleteInterval('often');

    expect(seen.slice(0, 2)).toEqual(['given', runs[0]?.context]);
    expect(seen).not.toContain(context);
  });

  it('of a decorated method is left to the observation of that', async () => {
    const { registry, outcomes } = await observed();

    registry.addTimeout(
      'later',
      setTimeout(() => undefined, 20),
    );
    await until(() => outcomes().length > 0);

    expect(outcomes()).toEqual(['later ok']);
  });

  it('that is none of Node is warned of once', async () => {
    const { registry, warnings } = await observed();

    // Timers of other kinds, as a library for tests makes them.
    registry.addInterval('first', 7);
    registry.addTimeout('second', 8);

    expect(warnings).toEqual([
      'SchedulerRegistry.addInterval("first") received something other than a Node.js timer, so its runs are not ' +
        'observed. Pass what setInterval() returns, or use @Interval().',
    ]);
    registry.deleteInterval('first');
    registry.deleteTimeout('second');
  });
});
