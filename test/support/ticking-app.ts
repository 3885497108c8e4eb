import { Controller, Get, Injectable, Module } from '@nestjs/common';
import type { DynamicModule, OnModuleInit } from '@nestjs/common';
import { Cron, Interval, ScheduleModule, SchedulerRegistry, Timeout } from '@nestjs/schedule';
import { CronJob } from 'cron';
import { currentContext, Monitored, ObservabilityModule } from 'nestjs-observability';
import type { ObservabilityOptions } from 'nestjs-observability';

/** What runs by itself. Each run notes the trace that it runs in. */
@Injectable()
export class TicksService implements OnModuleInit {
  readonly traces: string[] = [];
  /** What the app's own handler of a job's errors got. */
  readonly handled: unknown[] = [];

  constructor(private readonly registry: SchedulerRegistry) {}

  onModuleInit(): void {
    const job = CronJob.from({
      cronTime: '* * * * * *',
      start: true,
      onTick: () => {
        throw new EvalError('broken added cron');
      },
      errorHandler: (error) => this.handled.push(error),
    });
    this.registry.addCronJob('added', job);
  }

  @Interval('tick', 25)
  async tick(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 5));
    this.traces.push(currentContext()!.traceId);
  }

  @Timeout(10)
  @Monitored()
  once(): never {
    throw new RangeError('broken timeout');
  }

  @Timeout('text', 10)
  async text(): Promise<never> {
    await Promise.resolve();
    // oxlint-disable-next-line typescript/only-throw-error -- apps do
    throw 'only a text';
  }

  @Cron('* * * * * *', { name: 'Nightly report', timeZone: 'Europe/London' })
  async report(): Promise<void> {
    await Promise.resolve();
  }

  @Cron('* * * * * *')
  async broken(): Promise<never> {
    await Promise.resolve();
    throw new TypeError('broken cron');
  }

  @Cron('0 0 4 1 1 *')
  yearly(): string {
    return 'happy new year';
  }
}

@Controller('ticks')
class TicksController {
  constructor(private readonly ticks: TicksService) {}

  /** Somebody who cannot wait for the new year. */
  @Get('now')
  now(): string {
    return this.ticks.yearly();
  }
}

@Module({ controllers: [TicksController], providers: [TicksService] })
export class TicksModule {
  /** @param isFirst whether @nestjs/schedule's module comes before the library's */
  static with(options: ObservabilityOptions, isFirst: boolean): DynamicModule {
    const modules = [ScheduleModule.forRoot(), ObservabilityModule.forRoot(options)];
    return { module: TicksModule, imports: isFirst ? modules : modules.toReversed() };
  }
}
