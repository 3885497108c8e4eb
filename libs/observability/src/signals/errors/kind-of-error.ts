import { isError, placeOf } from '../../core';
import type { ErrorFacts } from './error-sink';
import { fingerprintOf, typeOf } from './fingerprint';

const MAX_NAME = 200;

/**
 * What makes an error a repeat of another: the transaction, the class and the call that threw. Not
 * its message: what a client has sent may stand there, and would make each error one of a kind.
 * A text that the app reports is known by its fingerprint, else by itself without numbers and ids.
 */
export function kindOf(error: unknown, facts: ErrorFacts): string {
  const { transaction: name = '', message, tags } = facts;
  // A crash is no repeat of what did not end the process.
  const transaction = facts.origin === 'crash' ? `${tags['crash'] ?? 'crash'}\n${name}` : name;
  if (message !== undefined) return `${transaction}\n${fingerprintOf(error, facts)}`;
  const type = typeOf(error).slice(0, MAX_NAME);
  return `${transaction}\n${type}\n${isError(error) ? placeOf(error) : ''}`;
}
