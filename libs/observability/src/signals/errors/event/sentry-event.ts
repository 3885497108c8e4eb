import { reportHintsOf, WITHIN_QUOTA } from '../../../core';
import type {
  Redactor,
  RequestContext,
  SentryEvent as Event,
  SentryScope as Scope,
} from '../../../core';
import { boundedCopy } from './bounded-copy';
import { breadcrumbsOf } from './breadcrumbs';
import { idTagsOf, tenantTagsOf, traceOf, userOf } from './context-facts';
import { isSameFailure, notesIn } from '../facts/error-notes';
import type { ErrorFacts } from '../facts/error-sink';
import { fitEvent } from './event-size';
import { describeRequest, describeResponse } from './request-facts';
import type { RequestFactsRules } from './request-facts';

/** What an event may contain. */
export interface EventRules extends RequestFactsRules {
  /** Whether it may contain the name and e-mail address of the user. */
  readonly pii: boolean;
  /** The maximum number of breadcrumbs. */
  readonly breadcrumbs: number;
  /** Fields of every event that identify its origin: `server_name`, `deployment_stage`. */
  readonly extra: Readonly<Record<string, string>>;
}

/** What describes the work that an event belongs to. */
export interface ContextParts {
  readonly facts: ErrorFacts;
  readonly redactor: Redactor;
  readonly rules: EventRules;
}

/** An error on its way into an event. */
export interface EventParts extends ContextParts {
  readonly error: unknown;
}

/** Of additional data of the app. */
const MAX_EXTRA_LENGTH = 100_000;
const MAX_ARGUMENTS = 1000;

/**
 * Writes all that is known about the error into the scope of its event. Getters and resolvers of the
 * app may throw: then their part is missing, and the event is still sent.
 */
export function describeEvent(scope: Scope, parts: EventParts): Scope {
  const { facts, rules } = parts;
  const { transaction, context, tags } = facts;
  scope.setTags({ ...tags });
  scope.setSDKProcessingMetadata(WITHIN_QUOTA);
  if (transaction) scope.setTransactionName(transaction);
  quietly(() => addHints(scope, parts));
  if (context) {
    addIds(scope, context);
    quietly(() => addPeople(scope, context, rules));
  }
  if (facts.userId !== undefined) scope.setUser({ id: facts.userId });
  scope.addEventProcessor((event) => complete(event, parts));
  return scope;
}

function addHints(scope: Scope, { error, facts, redactor, rules }: EventParts): void {
  const hints = reportHintsOf(error);
  const group = facts.fingerprint ?? hints?.fingerprint;
  scope.setLevel(facts.level ?? hints?.level ?? 'error');
  if (group) scope.setFingerprint([...group]);
  const said = boundedCopy({ ...hints?.context, ...facts.extra }, MAX_EXTRA_LENGTH);
  const args = argumentsOf(error, facts, redactor);
  scope.setExtras({ ...args, ...rules.extra, ...(redactor.value(said) as object) });
}

/** The arguments of the monitored call that failed with the error, as one text without secrets. */
function argumentsOf(
  error: unknown,
  { context, message }: ErrorFacts,
  redactor: Redactor,
): { readonly arguments?: string } {
  const failed = message === undefined ? notesIn(context)?.failedCall : undefined;
  if (!failed || !isSameFailure(failed.error, error)) return {};
  return { arguments: JSON.stringify(redactor.value(failed.args)).slice(0, MAX_ARGUMENTS) };
}

function addIds(scope: Scope, context: RequestContext): void {
  scope.setTags(idTagsOf(context));
  scope.setContext('trace', traceOf(context));
}

function addPeople(scope: Scope, context: RequestContext, { pii }: EventRules): void {
  const user = userOf(context, pii);
  if (user) scope.setUser(user);
  scope.setTags(tenantTagsOf(context));
}

/** Runs before the app's own hook: merges data of several scopes and limits the size. */
function complete(event: Event, parts: EventParts): Event {
  const whole = { ...event };
  quietly(() => addBreadcrumbs(whole, parts));
  quietly(() => addRequest(whole, parts));
  return fitEvent(whole);
}

/** Adds the app's own breadcrumbs and its log lines before the error, in chronological order. */
export function addBreadcrumbs(event: Event, { facts, rules }: ContextParts): void {
  const ofLog = breadcrumbsOf(notesIn(facts.context)?.crumbs ?? []);
  const crumbs = [...(event.breadcrumbs ?? []), ...ofLog];
  crumbs.sort((a, b) => (a.timestamp ?? 0) - (b.timestamp ?? 0));
  event.breadcrumbs = rules.breadcrumbs === 0 ? [] : crumbs.slice(-rules.breadcrumbs);
}

/** @param kept fields of the event's own request that take precedence */
export function addRequest(event: Event, parts: ContextParts, kept: object = {}): void {
  const { facts, redactor, rules } = parts;
  const { request } = facts;
  if (!request) return;
  event.request = { ...event.request, ...describeRequest(request, redactor, rules), ...kept };
  const isAnswered = request.status > 0;
  if (!isAnswered) return;
  event.contexts = { ...event.contexts, response: { ...describeResponse(request) } };
}

/** Runs a step in which code of the app may throw. */
export function quietly(step: () => void): void {
  try {
    step();
  } catch {
    // A getter or resolver of the app threw: the event is sent without its value.
  }
}
