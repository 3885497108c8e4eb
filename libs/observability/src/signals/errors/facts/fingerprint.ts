import { isError, keptText, messageOf, nameOfError, placeOf, reportHintsOf } from '../../../core';
import type { ErrorFacts } from './error-sink';

const MAX_MESSAGE_LENGTH = 200;
/** Numbers, ids and quoted values: what differs between two errors of one kind. */
const VARIABLE = /"[^"\n]{0,100}"|'[^'\n]{0,100}'|\b[0-9a-f]{8,}(?:-[0-9a-f]{4,12}){0,4}\b|\d+/gi;
/** Of a stack. Stacks that differ only beyond it are equal. */
const MAX_STACK = 65_536;
/** Of a class, where repeats are identified. */
const MAX_NAME = 200;

/**
 * Identifies errors that people regard as the same: the explicit fingerprint, else class, message
 * without numbers and ids, and the location that threw.
 */
export function fingerprintOf(error: unknown, facts: ErrorFacts): string {
  const given = facts.fingerprint ?? reportHintsOf(error)?.fingerprint;
  if (given) return given.map(String).join(' · ');
  if (facts.message !== undefined) return plain(facts.message);
  if (!isError(error)) return `${typeof error} ${plain(messageOf(error))}`;
  return `${typeOf(error)} ${plain(messageOf(error))} ${placeOf(error)}`;
}

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

/** The class of an error; of anything else that was thrown, its type. */
export function typeOf(error: unknown): string {
  if (!isError(error)) return error === null ? 'null' : typeof error;
  return nameOfError(error).slice(0, MAX_MESSAGE_LENGTH);
}

/** The truncated stack, message included; '' if there is none or it cannot be read. */
export function stackOf(error: unknown): string {
  if (!isError(error)) return '';
  try {
    const { stack }: { stack?: unknown } = error;
    return typeof stack === 'string' ? keptText(stack, MAX_STACK) : '';
  } catch {
    return '';
  }
}

function plain(message: string): string {
  return message.slice(0, MAX_MESSAGE_LENGTH).replaceAll(VARIABLE, '#');
}
