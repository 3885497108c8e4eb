import { currentContext, errorChain, WITHIN_QUOTA } from '../../core';
import type {
  Redactor,
  RequestContext,
  RequestObservation,
  SentryEvent,
  SentryHint,
} from '../../core';
import { idTagsOf, tenantTagsOf, userOf } from './context.facts';
import { factsOf } from './error.facts';
import { notesIn, notesOf } from './error.notes';
import { fitEvent } from './event.size';
import { describeRequest } from './request.facts';
import { addBreadcrumbs, quietly } from './sentry.event';
import type { ContextParts, EventRules } from './sentry.event';

interface Event extends SentryEvent {
  /** Undefined for errors and messages; others are `transaction`, `feedback` and the like. */
  type?: string;
}

/** The part of Sentry's SDK that every event passes, whichever client sends it. */
export interface EventSource {
  getGlobalScope(): {
    addEventProcessor(processor: (event: Event, hint: SentryHint) => Event | null): unknown;
  };
}

/** What describes the captures of one app. */
export interface AppCapturesParts {
  /** Undefined where no event is sent. */
  readonly sentry: EventSource | undefined;
  readonly redactor: Redactor;
  readonly rules: EventRules;
  /** Whether the work belongs to this app; a process may have several. */
  readonly owns: (context: RequestContext) => boolean;
}

/** Longer lists belong to jobs that run for days. */
const MAX_NOTED = 100;
const [OWN] = Object.keys(WITHIN_QUOTA);

/** Sentry cannot forget a processor, so there is one for each scope, and apps come and go here. */
const apps = new Set<AppCaptures>();
const listening = new WeakSet<object>();

/**
 * What the app captures by Sentry's own functions (`captureException`, `captureMessage`, `SentryGlobalFilter`) says
 * as much of its request, job or message as an event of the library. What the app has said itself stays.
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
    quietly(() => addRequest(whole, parts));
    return fitEvent(whole);
  }
}

/** Whether the app has captured the error of this work itself, or one that it was made from. */
export function isCapturedByApp(error: unknown, context: RequestContext | undefined): boolean {
  return hasLink(error, notesIn(context)?.captured);
}

/** Notes that the library sends the error itself, so that no capture of the app sends it once more. */
export function noteSent(error: unknown, context: RequestContext): void {
  note((notesOf(context).sent ??= new Set()), errorChain(error));
}

/** Null for an error that the library has reported already. */
function describe(event: Event, { originalException: error }: SentryHint): Event | null {
  const isError = event.type === undefined;
  if (!isError || event.sdkProcessingMetadata?.[OWN!] === true) return event;
  const context = currentContext();
  const app = context && [...apps].find((one) => one.owns(context));
  if (!app) return event;
  if (event.exception) {
    if (hasLink(error, notesIn(context)?.sent)) return null;
    const captured = (notesOf(context).captured ??= new Set());
    note(captured, [error]);
  }
  return app.complete(event, context);
}

function hasLink(error: unknown, known: ReadonlySet<unknown> | undefined): boolean {
  return known !== undefined && errorChain(error).some((link) => known.has(link));
}

function note(known: Set<unknown>, links: readonly unknown[]): void {
  for (const link of links) if (known.size < MAX_NOTED) known.add(link);
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

function addRequest(event: Event, { facts: { request }, redactor, rules }: ContextParts): void {
  if (request) event.request = { ...describeRequest(request, redactor, rules), ...event.request };
}
