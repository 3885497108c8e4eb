import type { Logger } from 'pino';
import { currentContext } from '../../../core';
import type { Redactor, RequestContext } from '../../../core';
import { warnOfNoRequest, warnOfTooMuch } from '../records/assign-warnings';
import { assignFields } from '../records/assigned-fields';

/** The members of an app's logging that are used. */
interface LogsOfApp {
  readonly logger: Logger;
  readonly redactor: Redactor;
}

const SET_BINDINGS = "setBindings() of the request's logger";
const REQUEST = Symbol('nestjs-observability:request');

interface Marked {
  [REQUEST]?: RequestContext;
}

/** A logger whose lines, and those of its children, belong to the request, whatever work is running. */
export function loggerForRequest({ logger }: LogsOfApp, request: RequestContext): Logger {
  return Object.assign(logger.child({}), { [REQUEST]: request });
}

/** The request of a logger; undefined for nearly all loggers. */
export function requestOf(logger: object): RequestContext | undefined {
  return (logger as Marked)[REQUEST];
}

/** One logger for all requests of an app: its lines and bound fields are those of the current request. */
export function loggerForRequests({ logger, redactor }: LogsOfApp): Logger {
  return Object.assign(logger.child({}), {
    setBindings(given: object): void {
      const context = currentContext();
      if (!context) warnOfNoRequest(SET_BINDINGS);
      else if (!assignFields(context, given, redactor)) warnOfTooMuch(SET_BINDINGS);
    },
  });
}
