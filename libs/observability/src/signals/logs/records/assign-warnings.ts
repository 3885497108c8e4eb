import { Logger } from '@nestjs/common';
import { Warnings } from '../../../core';
import { MAX_ASSIGNED } from './assigned-fields';

const warnings = new Warnings((message) => new Logger('Observability').warn(message));

/** Warns once of fields that no line has. @param call what the app called */
export function warnOfNoRequest(call: string): void {
  warnings.once(
    `${call} outside`,
    `${call} was called outside any request, job or message, so no line has its fields. ` +
      'Log them with the line itself.',
  );
}

/** Warns once of fields that are left out. @param call what the app called */
export function warnOfTooMuch(call: string): void {
  warnings.once(
    `${call} too much`,
    `${call} was given no object, or more than ${MAX_ASSIGNED} characters of JSON for one request; ` +
      'those fields are left out. Assign ids, and log the rest with the line itself.',
  );
}
