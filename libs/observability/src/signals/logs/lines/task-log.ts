import type { Logger } from 'pino';
import type { Listener, Redactor, TaskObservation } from '../../../core';
import { describeException } from '../records/exception-record';
import { contextFields, PreparedRecord } from '../records/log-record';

/** A line for each run of a scheduled method: info when it is done, error with the stack when it failed. */
export class TaskLog implements Listener<TaskObservation> {
  constructor(
    private readonly logger: Logger,
    private readonly redactor: Redactor,
  ) {}

  end({ context, task, outcome, durationSeconds, failed, error }: TaskObservation): void {
    const level = failed ? 'error' : 'info';
    if (!this.logger.isLevelEnabled(level)) return;
    const exception = failed ? describeException(error, this.redactor) : undefined;
    const record = new PreparedRecord({
      context: task.className,
      method: task.methodName,
      ...contextFields(context),
      ...(exception && { exception }),
      task: {
        name: task.name,
        kind: task.kind,
        outcome,
        duration_ms: Math.round(durationSeconds * 100_000) / 100,
      },
    });
    this.logger[level](
      record,
      exception ? `scheduled task failed: ${exception.message}` : 'scheduled task completed',
    );
  }
}
