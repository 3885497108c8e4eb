import type { RequestContext } from '../context/request-context';
import { Observation } from './observation';

/** What is known of a message handler before the first message comes. */
export interface MessageRoute {
  /** What brings its messages, as OpenTelemetry names it: `tcp`, `redis`, `nats`, `kafka`, `websocket`, ... */
  readonly transport: string;
  /** The pattern of `@MessagePattern` and `@EventPattern`, or the event of `@SubscribeMessage`. */
  readonly pattern: string;
  /** Whether the sender expects no response. */
  readonly isEvent: boolean;
}

/** One message to a microservice or a WebSocket gateway, until its last answer. */
export class MessageObservation extends Observation {
  constructor(
    startedAt: number,
    override readonly context: RequestContext,
    readonly route: MessageRoute,
  ) {
    super(startedAt, context);
  }

  /** Nest has found no handler for the error; the end of the message reports it in any case. */
  markUnhandled(): void {
    this.outcome = 'error';
  }
}
