import {
  Catch,
  Controller,
  HttpException,
  Injectable,
  Module,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import type { CanActivate, DynamicModule, ExceptionFilter } from '@nestjs/common';
import { Ctx, EventPattern, MessagePattern, Payload, RpcException } from '@nestjs/microservices';
import { currentContext, Monitored, ObservabilityModule } from 'nestjs-observability';
import type { ObservabilityOptions } from 'nestjs-observability';
import { Observable, of, throwError } from 'rxjs';

/** Who asks, seen by a guard: it must stand in the message's context already. */
@Injectable()
export class WatchingGuard implements CanActivate {
  static readonly seen: (string | undefined)[] = [];

  canActivate(): boolean {
    WatchingGuard.seen.push(currentContext()?.traceId);
    return true;
  }
}

class Domain extends Error {}

/** The app's own filter, which answers its own error in its own way. */
@Catch(Domain)
class DomainFilter implements ExceptionFilter {
  catch({ message }: Domain): Observable<never> {
    return throwError(() => ({ own: message }));
  }
}

/** What a microservice is asked, and how it may end. */
@Controller()
@UseGuards(WatchingGuard)
export class MessagesController {
  static readonly heard: string[] = [];

  @MessagePattern('sum')
  async sum(@Payload() numbers: number[]): Promise<number> {
    await Promise.resolve();
    return numbers.reduce((total, next) => total + next, 0);
  }

  @MessagePattern('trace')
  trace(): Observable<unknown> {
    return of({ handler: currentContext()?.traceId, guard: WatchingGuard.seen.at(-1) });
  }

  @MessagePattern({ cmd: 'ids' })
  ids(@Payload() _data: object, @Ctx() _context: unknown): object {
    const { requestId, traceId } = currentContext()!;
    return { requestId, traceId };
  }

  @MessagePattern('stream')
  stream(): Observable<unknown> {
    return new Observable((subscriber) => {
      subscriber.next(currentContext()?.traceId);
      setTimeout(() => subscriber.complete(), 5);
    });
  }

  @MessagePattern('broken')
  @Monitored()
  async broken(): Promise<never> {
    await Promise.resolve();
    throw new TypeError('broken handler');
  }

  @MessagePattern('broken stream')
  brokenStream(): Observable<never> {
    return throwError(() => new TypeError('broken stream'));
  }

  @MessagePattern('text')
  text(): never {
    // oxlint-disable-next-line typescript/only-throw-error -- apps do
    throw 'only a text';
  }

  @MessagePattern('planned')
  planned(): never {
    throw new RpcException('no such thing');
  }

  @MessagePattern('refused')
  refused(): never {
    throw new HttpException('not yours', 403);
  }

  @MessagePattern('filtered')
  @UseFilters(DomainFilter)
  filtered(): never {
    throw new Domain('own way');
  }

  @EventPattern('happened')
  happened(@Payload() what: string): void {
    MessagesController.heard.push(`first ${what}`);
    if (what === 'bad') throw new RangeError('bad event');
  }
}

/** A second handler of the same event. */
@Controller()
export class EchoController {
  @EventPattern('happened')
  happened(@Payload() what: string): void {
    MessagesController.heard.push(`second ${what}`);
  }
}

@Module({ controllers: [MessagesController, EchoController] })
export class MessagesModule {
  static with(options: ObservabilityOptions): DynamicModule {
    return { module: MessagesModule, imports: [ObservabilityModule.forRoot(options)] };
  }
}

/** A filter for the whole app, which answers everything in its own way. */
@Catch()
export class EverythingFilter implements ExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => ({
      everything: error instanceof Error ? error.message : String(error),
    }));
  }
}
