import { isError, viewOf } from '../../../../core';
import type { SentryHint } from '../../../../core';

const { toString } = Object.prototype;

/** The part of Sentry's client that makes events of errors, by parsing their stacks. */
export interface ParsingClient {
  eventFromException(exception: unknown, hint?: SentryHint): unknown;
  eventFromMessage(message: unknown, level?: unknown, hint?: SentryHint): unknown;
}

/** A part of the SDK that may look at the causes of an error. */
interface Preprocessing {
  preprocessEvent?(event: unknown, hint: SentryHint, client: unknown): void;
}

/**
 * Lets the client parse the frames of errors alone, and no more of them than an event has: also of
 * those that the app captures itself. What a message says is no place in the code.
 */
export function parseFramesOnly(client: ParsingClient): void {
  const fromException = client.eventFromException.bind(client);
  const fromMessage = client.eventFromMessage.bind(client);
  client.eventFromException = (exception, hint) => fromException(parsed(exception), hint);
  client.eventFromMessage = (message, level, hint) => fromMessage(message, level, withViews(hint));
}

/** The same integration, which sees causes and members of errors as the client sees the errors. */
export function onViews<I extends object>(integration: I & Preprocessing): I {
  const { preprocessEvent } = integration;
  if (!preprocessEvent) return integration;
  const onView: Preprocessing['preprocessEvent'] = (event, hint, client) =>
    preprocessEvent.call(integration, event, withViews(hint), client);
  return { ...integration, preprocessEvent: onView };
}

/** The hint of an event: other readers find the app's own error there. */
function withViews<H extends SentryHint | undefined>(hint: H): H {
  if (!hint) return hint;
  const { originalException, syntheticException } = hint;
  return {
    ...hint,
    originalException: parsed(originalException),
    // Of an error there is always a view of an error.
    syntheticException: parsed(syntheticException) as Error | null | undefined,
  };
}

/** Errors, and the objects in whose properties Sentry looks for errors. */
function parsed(thrown: unknown): unknown {
  return isError(thrown) || toString.call(thrown) === '[object Object]' ? viewOf(thrown) : thrown;
}
