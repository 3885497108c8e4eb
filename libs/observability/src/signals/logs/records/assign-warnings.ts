import { Logger } from '@nestjs/common';
import { Warnings } from '../../../core';
import { MAX_ASSIGNED } from './assigned-fields';

const warnings = new Warnings((message) => new Logger('Observability').warn(message));

/** Warns once about fields that no line has. @param call what the app called */
export function warnOfNoRequest(call: string): void {
  warnings.once(
    `${call} outside`,
    `${call} was called outside any request, job or message, so no line has its fields. ` +
      'Log them with the line itself.',
  );
}

/** Warns once about fields that are dropped. @param call what the app called */
export function warnOfTooMuch(call: string): void {
  warnings.once(
    `${call} too much`,
    `${call} was called without an object, or with more than ${MAX_ASSIGNED} characters of JSON for one request; ` +
      'these fields are dropped. Assign ids, and log the rest with the line itself.',
  );
}
