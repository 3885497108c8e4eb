import { isError, placeOf } from '../../../core';
import type { ErrorFacts } from './error-sink';
import { fingerprintOf, typeOf } from './fingerprint';

const MAX_NAME = 200;

/**
 * Identifies repeats of an error: the transaction, the class and the call that threw. Not the message:
 * it may contain data of a client, which would make each error unique. A text that the app reports is
 * identified by its fingerprint, else by itself without numbers and ids.
 */
export function kindOf(error: unknown, facts: ErrorFacts): string {
  const { transaction: name = '', message, tags } = facts;
  // A crash is not a repeat of an error that did not crash the process.
  const transaction = facts.origin === 'crash' ? `${tags['crash'] ?? 'crash'}\n${name}` : name;
  if (message !== undefined) return `${transaction}\n${fingerprintOf(error, facts)}`;
  const type = typeOf(error).slice(0, MAX_NAME);
  return `${transaction}\n${type}\n${isError(error) ? placeOf(error) : ''}`;
}
