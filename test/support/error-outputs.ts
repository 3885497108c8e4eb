import assert from 'node:assert/strict';
import { Redactor } from '../../libs/observability/src/core';
import { viewOf } from '../../libs/observability/src/core/redaction/failures/error-view';
import { ErrorInbox } from '../../libs/observability/src/signals/errors/inbox/error-inbox';
import { describeException } from '../../libs/observability/src/signals/logs/records/exception-record';

const redactor = new Redactor();

/** Whatever the library writes of an error, in every place where it writes one. */
export function outputsOf(error: unknown): string {
  const inbox = new ErrorInbox(1, redactor);
  inbox.report(error, { transaction: undefined, context: undefined, tags: {} });
  const view = viewOf(error) as Error;
  return JSON.stringify([
    describeException(error, redactor),
    redactor.value(error),
    redactor.value({ extra: { error } }),
    redactor.errorTexts(error),
    inbox.entries(),
    { message: view.message, stack: view.stack, cause: (view.cause as Error | undefined)?.message },
  ]);
}

/** Fails where the value stands in what is written of the error, or of two that wrap it as apps do. */
export function expectHidden(error: Error, value: string): void {
  const wrapped = new Error(`cannot save: ${error.message}`, { cause: error });
  const all = [error, wrapped, new AggregateError([wrapped], `all failed, ${error.message}`)];
  for (const each of all) {
    const output = outputsOf(each);
    assert.ok(!output.includes(value), `${value} stands in ${output}`);
  }
}
