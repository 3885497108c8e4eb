import type { Logger } from 'pino';
import type { Listener, MessageObservation, Redactor } from '../../../core';
import { describeException } from '../records/exception-record';
import { contextFields, PreparedRecord } from '../records/log-record';

/** A line for each message: info when it is handled, error with the stack on an unexpected error. */
export class MessageLog implements Listener<MessageObservation> {
  constructor(
    private readonly logger: Logger,
    private readonly redactor: Redactor,
  ) {}

  end(observation: MessageObservation): void {
    const { isUnexpected, error } = observation;
    const level = isUnexpected ? 'error' : 'info';
    if (!this.logger.isLevelEnabled(level)) return;
    const exception = isUnexpected ? describeException(error, this.redactor) : undefined;
    const text = exception ? `message failed: ${exception.message}` : 'message handled';
    this.logger[level](this.recordOf(observation, exception), text);
  }

  private recordOf(
    { context, route, outcome, durationSeconds }: MessageObservation,
    exception: ReturnType<typeof describeException> | undefined,
  ): PreparedRecord {
    return new PreparedRecord({
      ...contextFields(context),
      ...(exception && { exception }),
      handler: {
        transport: route.transport,
        pattern: route.pattern,
        outcome,
        duration_ms: Math.round(durationSeconds * 100_000) / 100,
      },
    });
  }
}
