import { carefulCallback } from '../../core';
import type { CallbackFacts, Tenant, User, Warnings } from '../../core';
import { HTTP_CAPTURE_DEFAULTS } from '../../capture/http';
import { isLevel } from '../../signals/logs';
import type { ResolvedOptions } from './resolve-options';

/** Wraps the app's callbacks in the options so that they never throw into a request; each fault is logged once. */
export function withGuardedCallbacks(
  options: ResolvedOptions,
  warnings: Warnings,
): ResolvedOptions {
  const { http, logs } = options;
  return {
    ...options,
    http: guardedHttp(http, warnings),
    logs: { ...logs, requestLevel: guardedLevel(logs.requestLevel, warnings) },
  };
}

/** A function that returns the user or tenant of a request. */
function objectOf(option: string): CallbackFacts {
  return {
    option,
    wanted: 'an object with an `id`, or undefined',
    instead: 'lines and events have none',
    isFit: isReadable,
  };
}

function guardedHttp(
  { requestId, user, tenant, ...rest }: ResolvedOptions['http'],
  warnings: Warnings,
): ResolvedOptions['http'] {
  const isDefault = user === HTTP_CAPTURE_DEFAULTS.user;
  const ofId = {
    option: 'http.requestId',
    wanted: 'a string, or undefined',
    instead: 'the default id is used',
    isFit: (id: unknown) => typeof id === 'string' || typeof id === 'number',
  };
  return {
    ...rest,
    requestId: requestId && carefulCallback(requestId, ofId, warnings),
    user: isDefault
      ? user
      : carefulCallback<unknown, User | undefined>(user, objectOf('http.user'), warnings),
    tenant:
      tenant &&
      carefulCallback<unknown, Tenant | undefined>(tenant, objectOf('http.tenant'), warnings),
  };
}

function guardedLevel(
  requestLevel: ResolvedOptions['logs']['requestLevel'],
  warnings: Warnings,
): ResolvedOptions['logs']['requestLevel'] {
  const facts = {
    option: 'logs.requestLevel',
    wanted: 'a level (trace, debug, info, warn, error, fatal, silent), or undefined',
    instead: 'the default level is used',
    isFit: isLevel,
  };
  return requestLevel && carefulCallback(requestLevel, facts, warnings);
}

/** An object that throws when its id is read would throw while a line is written. */
function isReadable(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { id }: { id?: unknown } = value;
  return typeof id !== 'function';
}
