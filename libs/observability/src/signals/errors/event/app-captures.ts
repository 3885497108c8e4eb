import { currentContext, errorChain, isWithinQuota } from '../../../core';
import type {
  Redactor,
  RequestContext,
  RequestObservation,
  SentryEvent,
  SentryHint,
} from '../../../core';
import { idTagsOf, tenantTagsOf, userOf } from './context-facts';
import { factsOf } from '../facts/error-facts';
import { notesIn, notesOf } from '../facts/error-notes';
import { fitEvent } from './event-size';
import { NotedErrors } from '../facts/noted-errors';
import { addBreadcrumbs, addRequest, quietly } from './sentry-event';
import type { ContextParts, EventRules } from './sentry-event';

interface Event extends SentryEvent {
  /** Undefined for errors and messages; others are `transaction`, `feedback` and the like. */
  type?: string;
  /** A message with parameters. */
  logentry?: object;
}

/** The part of Sentry's SDK that processes every event, whichever client sends it. */
export interface EventSource {
  getGlobalScope(): {
    addEventProcessor(processor: (event: Event, hint: SentryHint) => Event | null): unknown;
  };
}

/** What describes the captures of one app. */
export interface AppCapturesParts {
  /** Undefined if no event is sent. */
  readonly sentry: EventSource | undefined;
  readonly redactor: Redactor;
  readonly rules: EventRules;
  /** Whether the work belongs to this app; a process may have several. */
  readonly owns: (context: RequestContext) => boolean;
}

/** Sentry cannot remove a processor, so there is one for each scope, and apps are added and removed here. */
const apps = new Set<AppCaptures>();
const listening = new WeakSet<object>();

/**
 * Adds the facts of the request, job or message to what the app captures with Sentry's own functions
 * (`captureException`, `captureMessage`, `SentryGlobalFilter`). Values that the app has set are kept.
 */
export class AppCaptures {
  constructor(private readonly parts: AppCapturesParts) {}

  start(): void {
    const scope = this.parts.sentry?.getGlobalScope();
    if (!scope) return;
    apps.add(this);
    if (!listening.has(scope)) scope.addEventProcessor(describe);
    listening.add(scope);
  }

  stop(): void {
    apps.delete(this);
  }

  owns(context: RequestContext): boolean {
    return this.parts.owns(context);
  }

  complete(event: Event, context: RequestContext): Event {
    const { redactor, rules } = this.parts;
    const parts = { facts: factsOf(context), redactor, rules };
    const whole = { ...event };
    quietly(() => addFacts(whole, parts));
    quietly(() => addPeople(whole, context, rules));
    quietly(() => addBreadcrumbs(whole, parts));
    quietly(() => addRequest(whole, parts, event.request));
    return fitEvent(whole);
  }
}

/** Whether the app captured the error of this work itself, or one of its causes. */
export function isCapturedByApp(error: unknown, context: RequestContext | undefined): boolean {
  return notesIn(context)?.captured?.recognise(error) ?? false;
}

/** Notes that the library sends the error, so that a capture of the app does not send it again. */
export function noteSent(error: unknown, context: RequestContext): void {
  (notesOf(context).sent ??= new NotedErrors()).note(errorChain(error));
}

/** Null if the library reported the error already. */
function describe(event: Event, hint: SentryHint): Event | null {
  const isError = event.type === undefined;
  if (!isError || isWithinQuota(event)) return event;
  const context = currentContext();
  const app = context && [...apps].find((one) => one.owns(context));
  if (!app) return event;
  if (isOfException(event, hint)) {
    const { originalException: error } = hint;
    if (notesIn(context)?.sent?.recognise(error)) return null;
    (notesOf(context).captured ??= new NotedErrors()).note([error]);
  }
  return app.complete(event, context);
}

/** Messages have a stack as well, and an event that the app built itself has no error. */
function isOfException(
  event: Event,
  { originalException, syntheticException }: SentryHint,
): boolean {
  const isMessage = event.message !== undefined || event.logentry !== undefined;
  const isGiven = originalException !== undefined || syntheticException !== undefined;
  return event.exception !== undefined && !isMessage && isGiven;
}

function addFacts(event: Event, { facts }: ContextParts): void {
  const { transaction, tags, context, request } = facts;
  const isRaw = request !== undefined && event.transaction === rawNameOf(request);
  if (event.transaction === undefined || isRaw) event.transaction = transaction;
  event.tags = { ...tags, ...(context && idTagsOf(context)), ...event.tags };
}

/** How Sentry's own instrumentation names a request whose route it does not know. */
function rawNameOf({ method, request, framework }: RequestObservation): string {
  const [path = ''] = (framework.originalUrl ?? request.url ?? '').split('?');
  return `${method} ${path}`;
}

function addPeople(event: Event, context: RequestContext, { pii }: EventRules): void {
  const user = userOf(context, pii);
  if (user) event.user = { ...user, ...event.user };
  event.tags = { ...tenantTagsOf(context), ...event.tags };
}
