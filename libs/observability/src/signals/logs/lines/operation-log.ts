import type { Logger } from 'pino';
import { runInOperation } from '../../../core';
import type { Listener, OperationObservation, Redactor } from '../../../core';
import { describeException } from '../records/exception-record';
import { contextFields, PreparedRecord } from '../records/log-record';
import type { NamedLoggers } from '../loggers/named-loggers';

/** A line for each call of a monitored method: debug on success, a warning when slow or failed. */
export class OperationLog implements Listener<OperationObservation> {
  private readonly logger: Logger;

  constructor(
    private readonly loggers: Pick<NamedLoggers, 'get' | 'forClass'>,
    private readonly redactor: Redactor,
  ) {
    this.logger = loggers.get('app');
  }

  /** So that lines of the method itself have its name. */
  around<R>({ operation }: OperationObservation, work: () => R): R {
    return runInOperation(operation, work);
  }

  end(observation: OperationObservation): void {
    const { operation, durationSeconds, failed } = observation;
    const isSlow = durationSeconds * 1000 > operation.slowThresholdMs;
    const level = failed || isSlow ? 'warn' : 'debug';
    const logger = this.loggers.forClass(this.logger, operation.className);
    if (!logger.isLevelEnabled(level)) return;
    logger[level](this.recordOf(observation, isSlow), messageOf(observation, isSlow));
  }

  private recordOf(observation: OperationObservation, isSlow: boolean): PreparedRecord {
    const { operation, outcome, durationSeconds, failed, error, context } = observation;
    // The stack is on the line of the outermost work, where the error was unhandled.
    const { type, message } = describeException(error, this.redactor);
    return new PreparedRecord({
      context: operation.className,
      method: operation.methodName,
      ...contextFields(context),
      ...(failed && { exception: { type, message } }),
      operation: {
        name: operation.name,
        outcome,
        duration_ms: Math.round(durationSeconds * 100_000) / 100,
        ...(isSlow && { slow_operation: true, threshold_ms: operation.slowThresholdMs }),
      },
    });
  }
}

function messageOf({ operation, failed }: OperationObservation, isSlow: boolean): string {
  if (failed) return `${operation.name} failed`;
  return isSlow ? `${operation.name} was slow` : `${operation.name} completed`;
}
