import {
  failedHealthCheckOf,
  isError,
  messageOf,
  namesOfError,
  pathMatcher,
  pathTest,
  rules,
  withoutMemory,
} from '../../../core';
import type { PathMatcher, Rule } from '../../../core';
import type { ErrorFacts } from '../facts/error-sink';

/** A class of errors (its subclasses too), the name of one, or a pattern of `name: message`. */
export type ErrorMatcher = string | RegExp | (abstract new (...args: never[]) => unknown);

/** Uncaught errors that are not reported. */
export interface IgnoreOptions {
  /** Errors. @default none; aborted requests are never reported */
  errors?: readonly ErrorMatcher[];
  /** Routes: templates as in the metrics, with `*` at the end for any rest, or patterns. @default none; the library's own addresses are never reported */
  routes?: readonly PathMatcher[];
}

type Test = (error: unknown, facts: ErrorFacts) => boolean;

/** Decides which errors are not reported, failed health checks among them. A rule that throws ignores nothing. */
export class IgnoreRules {
  private readonly tests: readonly Test[];

  /** @param isOwnPath whether a path is the library's own, whose responses say what is wrong */
  constructor({ errors = [], routes = [] }: IgnoreOptions, isOwnPath: (route: string) => boolean) {
    const isIgnored = pathTest(routes);
    this.tests = [
      (error) => failedHealthCheckOf(error) !== undefined,
      (_error, { request }) => request !== undefined && isOwnPath(request.route),
      (_error, { request }) => request !== undefined && isIgnored(request.route),
      ...errors.map(errorTest),
    ];
  }

  has(error: unknown, facts: ErrorFacts): boolean {
    return this.tests.some((test) => {
      try {
        return test(error, facts);
      } catch {
        return false;
      }
    });
  }
}

function errorTest(matcher: ErrorMatcher): Test {
  if (matcher instanceof RegExp) {
    const pattern = withoutMemory(matcher);
    return (error) => textsOf(error).some((text) => pattern.test(text));
  }
  if (typeof matcher === 'string') {
    return (error) => isError(error) && namesOfError(error).includes(matcher);
  }
  return (error) => error instanceof matcher;
}

/** `name: message` with each of the error's names; for other values, their text. */
function textsOf(error: unknown): string[] {
  const message = messageOf(error);
  return isError(error) ? namesOfError(error).map((name) => `${name}: ${message}`) : [message];
}

const matcher: Rule = (value, path, problems) => {
  const isText = typeof value === 'string' && value !== '';
  if (isText || value instanceof RegExp || typeof value === 'function') return;
  problems.wanted(path, value, 'a class, the name of one, or a RegExp');
};

export const IGNORE_RULES = rules.section<IgnoreOptions>({
  errors: rules.listOf(matcher),
  routes: rules.listOf(pathMatcher),
});
