import {
  Catch,
  Injectable,
  Module,
  NotFoundException,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import type { ArgumentsHost, CanActivate, DynamicModule, ExceptionFilter } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  WsException,
} from '@nestjs/websockets';
import type { OnGatewayConnection } from '@nestjs/websockets';
import { currentContext, Monitored, ObservabilityModule } from 'nestjs-observability';
import type { ObservabilityOptions } from 'nestjs-observability';
import { Observable, throwError } from 'rxjs';

interface Client {
  user?: { id: string };
  send(text: string): void;
  on(event: 'exception', listener: (told: unknown) => void): void;
}

@Injectable()
class WatchingGuard implements CanActivate {
  static last: string | undefined;

  canActivate(): boolean {
    WatchingGuard.last = currentContext()?.traceId;
    return true;
  }
}

class Domain extends Error {}

/** The app's own filter, which answers its own error in its own way. */
@Catch(Domain)
class DomainFilter implements ExceptionFilter {
  catch({ message }: Domain, host: ArgumentsHost): void {
    const client = host.switchToWs().getClient<Client>();
    client.send(JSON.stringify({ event: 'own', data: message }));
  }
}

/** What clients of a chat say, and how it may end. */
@WebSocketGateway({ path: '/chat' })
@UseGuards(WatchingGuard)
export class ChatGateway implements OnGatewayConnection<Client> {
  /** Nest's own filter emits `exception` on the socket, which `ws` does not send by itself. */
  handleConnection(client: Client): void {
    client.on('exception', (data) => client.send(JSON.stringify({ event: 'exception', data })));
  }

  @SubscribeMessage('hello')
  hello(@MessageBody() id: string, @ConnectedSocket() client: Client): object {
    client.user = { id };
    return { event: 'hello', data: currentContext()?.traceId };
  }

  @SubscribeMessage('trace')
  async trace(): Promise<object> {
    await Promise.resolve();
    return { event: 'trace', data: [currentContext()?.traceId, WatchingGuard.last] };
  }

  @SubscribeMessage('ids')
  ids(@MessageBody() _told: object): object {
    const { requestId, traceId } = currentContext()!;
    return { event: 'ids', data: { requestId, traceId } };
  }

  @SubscribeMessage('stream')
  stream(): Observable<object> {
    return new Observable((subscriber) => {
      subscriber.next({ event: 'stream', data: currentContext()?.traceId });
      subscriber.complete();
    });
  }

  @SubscribeMessage('broken')
  @Monitored()
  async broken(): Promise<never> {
    await Promise.resolve();
    throw new TypeError('broken handler');
  }

  @SubscribeMessage('broken stream')
  brokenStream(): Observable<never> {
    return throwError(() => new TypeError('broken stream'));
  }

  @SubscribeMessage('planned')
  planned(): never {
    throw new WsException('no such thing');
  }

  @SubscribeMessage('missing')
  missing(): never {
    throw new NotFoundException('nothing here');
  }

  @SubscribeMessage('filtered')
  @UseFilters(DomainFilter)
  filtered(): never {
    throw new Domain('own way');
  }
}

@Module({ providers: [ChatGateway] })
export class ChatModule {
  static with(options: ObservabilityOptions): DynamicModule {
    return { module: ChatModule, imports: [ObservabilityModule.forRoot(options)] };
  }
}
