import { AsyncLocalStorage } from 'node:async_hooks';
import { currentContext } from '../../../../core';
import type { RequestContext, SentryScope as Scope } from '../../../../core';
import type { SentryCore } from '../sdk/sentry-core';
import { spanStrategy } from './sentry-spans';

interface Scopes {
  readonly scope: Scope;
  readonly isolationScope: Scope;
}

/**
 * Gives each request and job Sentry scopes of its own, so that no tag or user crosses over into
 * another (sentry-javascript#17742, #19596). They hang on the request's context and are made when
 * the app or a report first needs them; Sentry itself forks them for every request.
 */
export function hangScopesOnContext(core: SentryCore): void {
  // Only explicit `Sentry.withScope` calls enter it; a request does not.
  const nested = new AsyncLocalStorage<Scopes>();

  const scopes = (): Scopes => {
    const inner = nested.getStore();
    if (inner) return inner;
    const context = currentContext();
    const outer = {
      scope: core.getDefaultCurrentScope(),
      isolationScope: core.getDefaultIsolationScope(),
    };
    if (!context) return outer;
    context.errorScopes ??= scopesOf(context, outer);
    return context.errorScopes as Scopes;
  };
  const enter = <T>(next: Scopes, given: Scope, callback: (scope: Scope) => T): T =>
    nested.run(next, () => callback(given));

  const fork = <T>(given: Scope | undefined, run: (inner: Scope) => T): T => {
    const { scope, isolationScope } = scopes();
    const inner = (given ?? scope).clone();
    return enter({ scope: inner, isolationScope }, inner, run);
  };

  core.setAsyncContextStrategy({
    ...spanStrategy(fork),
    withScope: <T>(callback: (scope: Scope) => T): T => fork(undefined, callback),
    withSetScope: <T>(scope: Scope, callback: (scope: Scope) => T): T =>
      enter({ scope, isolationScope: scopes().isolationScope }, scope, callback),
    withIsolationScope: <T>(callback: (scope: Scope) => T): T => {
      const { scope, isolationScope } = scopes();
      const inner = isolationScope.clone();
      return enter({ scope: scope.clone(), isolationScope: inner }, inner, callback);
    },
    withSetIsolationScope: <T>(isolationScope: Scope, callback: (scope: Scope) => T): T =>
      enter({ scope: scopes().scope.clone(), isolationScope }, isolationScope, callback),
    getCurrentScope: () => scopes().scope,
    getIsolationScope: () => scopes().isolationScope,
  });
}

/** Copies of the app's scopes, in the trace of the context: Sentry events and our logs share its id. */
function scopesOf(context: RequestContext, { scope, isolationScope }: Scopes): Scopes {
  const own = { scope: scope.clone(), isolationScope: isolationScope.clone() };
  own.scope.setPropagationContext({
    traceId: context.traceId,
    propagationSpanId: context.spanId,
    parentSpanId: context.parent?.spanId,
    sampleRand: Math.random(),
  });
  return own;
}
