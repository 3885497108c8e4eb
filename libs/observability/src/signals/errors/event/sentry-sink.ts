import { isMarked, runInContext, viewOf } from '../../../core';
import type { Redactor, SentryScope } from '../../../core';
import { isCapturedByApp, noteSent } from './app-captures';
import type { ErrorFacts, ErrorOrigin, ErrorSink } from '../facts/error-sink';
import { describeEvent } from './sentry-event';
import type { EventRules } from './sentry-event';

/** The functions of @sentry/nestjs that are called; the package is injected, never required. */
export interface Sentry {
  captureException(error: unknown, hint?: object): unknown;
  getCurrentScope(): {
    captureMessage(message: string, level: undefined, hint: object): unknown;
  };
  flush(limitMs?: number): PromiseLike<unknown>;
}

/** Origins of errors that the app reported itself; all others were unhandled. */
const HANDLED: ReadonlySet<ErrorOrigin> = new Set([
  'log',
  'captured',
  'business',
  'performance',
  'event',
]);

/** Sends errors by the Sentry SDK, whatever started it: `register`, the module or the app itself. */
export class SentrySink implements ErrorSink {
  /** Errors that the app captured itself, by Sentry's own functions, before they came here. */
  private readonly capturedByApp = new WeakSet<object>();

  constructor(
    private readonly sentry: Sentry,
    private readonly redactor: Redactor,
    private readonly rules: EventRules,
  ) {}

  report(error: unknown, facts: ErrorFacts): void {
    const capture = (): void => this.capture(error, facts);
    // The end of a request comes from its connection; the scopes of the app's own
    // Sentry calls hang on its context.
    if (facts.context) runInContext(facts.context, capture);
    else capture();
  }

  async flush(limitMs: number): Promise<void> {
    await this.sentry.flush(limitMs);
  }

  private capture(error: unknown, facts: ErrorFacts): void {
    const { message, origin = 'uncaught' } = facts;
    const captureContext = (scope: SentryScope): SentryScope =>
      describeEvent(scope, { error, facts, redactor: this.redactor, rules: this.rules });
    if (message !== undefined) {
      // By the scope, whose method alone takes a stack: the event names the line of the app.
      const { place } = facts;
      const hint = { captureContext, ...(place && { syntheticException: place }) };
      this.sentry.getCurrentScope().captureMessage(message, undefined, hint);
      return;
    }
    if (facts.context) noteSent(error, facts.context);
    const mechanism = { handled: HANDLED.has(origin), type: `auto.nestjs_observability.${origin}` };
    this.sentry.captureException(
      viewOf(error, (each) => this.redactor.withoutValues(each)),
      { captureContext, mechanism },
    );
  }

  /**
   * Sentry sends an error once and marks it; what is thrown again afterwards is news again. Texts and frozen errors
   * bear no mark, and a wrapped one bears it inside.
   */
  isSentByApp(error: unknown, facts: ErrorFacts): boolean {
    if (facts.message !== undefined) return false;
    return this.isMarkedAnew(error) || isCapturedByApp(error, facts.context);
  }

  private isMarkedAnew(error: unknown): boolean {
    if (typeof error !== 'object' || error === null || !isMarked(error)) return false;
    if (this.capturedByApp.has(error)) return false;
    this.capturedByApp.add(error);
    return true;
  }
}
