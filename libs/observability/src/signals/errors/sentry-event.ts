import { reportHintsOf, WITHIN_QUOTA } from '../../core';
import type {
  Redactor,
  RequestContext,
  SentryEvent as Event,
  SentryScope as Scope,
} from '../../core';
import { boundedCopy } from './bounded-copy';
import { breadcrumbsOf } from './breadcrumbs';
import { idTagsOf, tenantTagsOf, traceOf, userOf } from './context-facts';
import { isSameFailure, notesIn } from './error-notes';
import type { ErrorFacts } from './error-sink';
import { fitEvent } from './event-size';
import { describeRequest, describeResponse } from './request-facts';
import type { RequestFactsRules } from './request-facts';

/** What may stand in an event. */
export interface EventRules extends RequestFactsRules {
  /** Whether the name and the e-mail address of the user may. */
  readonly pii: boolean;
  /** The most breadcrumbs. */
  readonly breadcrumbs: number;
  /** What every event says of where it comes from: `server_name`, `deployment_stage`. */
  readonly extra: Readonly<Record<string, string>>;
}

/** What the work says of an event that belongs to it. */
export interface ContextParts {
  readonly facts: ErrorFacts;
  readonly redactor: Redactor;
  readonly rules: EventRules;
}

/** An error on its way into an event. */
export interface EventParts extends ContextParts {
  readonly error: unknown;
}

/** Of what the app says in addition. */
const MAX_EXTRA_LENGTH = 100_000;
const MAX_ARGUMENTS = 1000;

/**
 * Writes all that is known of the error into the scope of its event. Some of it the app's own code
 * tells, which may throw: that costs its part, not the event.
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

/** The last step before the app's own hook: what comes from several scopes is put in order and cut. */
function complete(event: Event, parts: EventParts): Event {
  const whole = { ...event };
  quietly(() => addBreadcrumbs(whole, parts));
  quietly(() => addRequest(whole, parts));
  return fitEvent(whole);
}

/** What comes before the error: the app's own breadcrumbs and its lines, in the order of time. */
export function addBreadcrumbs(event: Event, { facts, rules }: ContextParts): void {
  const ofLog = breadcrumbsOf(notesIn(facts.context)?.crumbs ?? []);
  const crumbs = [...(event.breadcrumbs ?? []), ...ofLog];
  crumbs.sort((a, b) => (a.timestamp ?? 0) - (b.timestamp ?? 0));
  event.breadcrumbs = rules.breadcrumbs === 0 ? [] : crumbs.slice(-rules.breadcrumbs);
}

/** @param kept what stays of the event's own request, where the two differ */
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
    // A getter or a resolver of the app: the event goes without what it would have told.
  }
}
