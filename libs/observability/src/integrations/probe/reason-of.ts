import { errorTexts } from '../../core';

/** Why something failed. A refused connection may be an AggregateError without a text of its own. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return [...new Set(error.errors.map(textOf))].join(', ');
  }
  return textOf(error);
}

function textOf(error: unknown): string {
  return errorTexts(error).message;
}
