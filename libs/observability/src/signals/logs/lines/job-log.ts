import type { Logger } from 'pino';
import type { JobObservation, Listener, Redactor } from '../../../core';
import { describeException } from '../records/exception-record';
import { contextFields, PreparedRecord } from '../records/log-record';

/** A line for each attempt at a job: info when it is done, error with the stack when it failed. */
export class JobLog implements Listener<JobObservation> {
  constructor(
    private readonly logger: Logger,
    private readonly redactor: Redactor,
  ) {}

  end({ queue, job, outcome, durationSeconds, failed, error, context }: JobObservation): void {
    const exception = failed ? describeException(error, this.redactor) : undefined;
    const record = new PreparedRecord({
      ...contextFields(context),
      exception,
      job: { queue, ...job, outcome, duration_ms: Math.round(durationSeconds * 100_000) / 100 },
    });
    if (exception) this.logger.error(record, `job failed: ${exception.message}`);
    else this.logger.info(record, 'job completed');
  }
}
