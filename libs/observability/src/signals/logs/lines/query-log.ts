import type { Logger } from 'pino';
import type { Listener, QueryObservation, Redactor } from '../../../core';
import { LEVEL_NUMBERS } from '../records/level';
import { describeException } from '../records/exception-record';
import { contextFields, PreparedRecord } from '../records/log-record';

/** A line for each query: trace on success, a warning when it failed or was slow. */
export class QueryLog implements Listener<QueryObservation> {
  constructor(
    private readonly logger: Logger,
    private readonly redactor: Redactor,
    /** Longer queries are slow, in milliseconds. */
    private readonly slowMs: number,
    /** Whether lines below the level are kept until their request ends. */
    private readonly hasTail = false,
  ) {}

  end(observation: QueryObservation): void {
    const { failed, durationSeconds } = observation;
    const isSlow = durationSeconds * 1000 >= this.slowMs;
    const level = failed || isSlow ? 'warn' : 'trace';
    // Nearly every query returns here; a look-up of the level by name would cost as much as all the rest.
    if (LEVEL_NUMBERS[level] < this.logger.levelVal && !this.hasTail) return;
    const { database, operation, outcome, context, error } = observation;
    const exception = failed ? describeException(error, this.redactor) : undefined;
    const record = new PreparedRecord({
      ...contextFields(context),
      ...(exception && { exception: { type: exception.type, message: exception.message } }),
      db: {
        system: database.system,
        alias: database.alias,
        operation,
        outcome,
        duration_ms: Math.round(durationSeconds * 100_000) / 100,
        ...(isSlow && { slow_query: true, threshold_ms: this.slowMs }),
      },
    });
    this.logger[level](record, messageOf(observation, isSlow));
  }
}

function messageOf({ operation, failed }: QueryObservation, isSlow: boolean): string {
  if (failed) return `database ${operation} failed`;
  return isSlow ? `database ${operation} was slow` : `database ${operation} completed`;
}
