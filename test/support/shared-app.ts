import { setTimeout as pause } from 'node:timers/promises';
import {
  Controller,
  Get,
  Injectable,
  Logger,
  Module,
  Param,
  ParseIntPipe,
  UseGuards,
} from '@nestjs/common';
import type { CanActivate, DynamicModule, ExecutionContext } from '@nestjs/common';
import { BullModule, InjectQueue, Processor, WorkerHost } from '@nestjs/bullmq';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { Interval, ScheduleModule } from '@nestjs/schedule';
import * as Sentry from '@sentry/nestjs';
import type { Job, Queue } from 'bullmq';
import { currentContext, ObservabilityModule } from 'nestjs-observability';
import type { ObservabilityOptions } from 'nestjs-observability';

/** What a job or message is told. */
interface Work {
  readonly user: string;
  readonly round: number;
}

const logger = new Logger('Shared');

/** Whose marks were found in somebody else's work; none, if all is well. */
export const strangers: string[] = [];
/** How much work was done. */
export const done = { count: 0 };

/** One in so many fails, since an event costs far more than the rest. */
export const FAILS_EACH = 20;

/** Marks everything with the user that can be marked, gives way to the others, and looks again. */
export async function workFor(user: string, round: number, kind: string): Promise<string> {
  Sentry.setUser({ id: user });
  Sentry.setTag('owner', user);
  Sentry.addBreadcrumb({ message: `own crumb of ${user}` });
  logger.log(`working for ${user}`);
  await pause(Math.random() * 3);
  Sentry.setTag('after', user);
  logger.log(`still working for ${user}`);
  strangers.push(...strangersTo(user, round));
  done.count += 1;
  if (round % FAILS_EACH === 0) throw new Error(`${kind} of ${user}`);
  return user;
}

/** What the scopes and the context hold that belongs to somebody or something else. */
function strangersTo(user: string, round: number): string[] {
  const { breadcrumbs, tags, user: known } = Sentry.getIsolationScope().getScopeData();
  const requestId = currentContext()?.requestId ?? 'no context';
  const crumbs = breadcrumbs.map(({ message }) => message);
  const found = [known.id, tags['owner'], tags['after'], ...crumbs].map(String);
  const own = isIdOf(requestId, user, round);
  return [...found.filter((text) => !text.includes(user)), ...(own ? [] : [requestId])];
}

/** The id of the request that came with one, else a trace id. */
function isIdOf(requestId: string, user: string, round: number): boolean {
  return requestId === `${user}-${round}` || /^[0-9a-f]{32}$/.test(requestId);
}

/** The user as most apps find it: a guard puts it on the request. */
@Injectable()
class UserGuard implements CanActivate {
  canActivate(execution: ExecutionContext): boolean {
    const request = execution
      .switchToHttp()
      .getRequest<{ headers: Record<string, string>; user?: object }>();
    request.user = { id: request.headers['x-user'] };
    return true;
  }
}

@Controller()
class SharedController {
  constructor(@InjectQueue('work') private readonly queue: Queue) {}

  @Get('work/:user/:round')
  @UseGuards(UserGuard)
  async work(
    @Param('user') user: string,
    @Param('round', ParseIntPipe) round: number,
  ): Promise<string> {
    const options = { removeOnFail: true, removeOnComplete: true };
    await this.queue.add('job', { user, round }, options);
    return workFor(user, round, 'request');
  }

  @MessagePattern('work')
  message(@Payload() { user, round }: Work): Promise<string> {
    return workFor(user, round, 'message');
  }
}

@Processor('work', { concurrency: 10 })
class SharedProcessor extends WorkerHost {
  process({ data: { user, round } }: Job<Work>): Promise<string> {
    return workFor(user, round, 'job');
  }
}

/** Two tasks that overlap all the time, until each has run often enough. */
@Injectable()
export class SharedTasks {
  left = 0;

  @Interval('mary', 2)
  mary(): Promise<void> {
    return this.run('mary');
  }

  @Interval('john', 2)
  john(): Promise<void> {
    return this.run('john');
  }

  private async run(user: string): Promise<void> {
    if (this.left <= 0) return;
    this.left -= 1;
    await workFor(user, this.left, 'task');
  }
}

@Module({
  controllers: [SharedController],
  providers: [SharedProcessor, SharedTasks],
})
export class SharedModule {
  static with(options: ObservabilityOptions, redis: string): DynamicModule {
    return {
      module: SharedModule,
      imports: [
        BullModule.forRoot({ connection: { url: redis, maxRetriesPerRequest: null } }),
        BullModule.registerQueue({ name: 'work' }),
        ScheduleModule.forRoot(),
        ObservabilityModule.forRoot(options),
      ],
    };
  }
}
