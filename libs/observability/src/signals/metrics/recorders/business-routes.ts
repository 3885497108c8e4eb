import { rules } from '../../../core';
import type { Rule } from '../../../core';

/** Requests that count as a business event; an omitted condition matches all. */
export interface BusinessRoute {
  /** The name of the event, a label of `business_events_total`. */
  readonly event: string;
  /** @default every method */
  readonly method?: string;
  /**
   * The route's template, prefix and version included; a `*` at its end matches the rest. One that ends so, or is a pattern, is also compared with the path of
   * requests that no route matches. @default every route of the app
   */
  readonly route?: string | RegExp;
  /** One status, or the first and the last of a range. @default every status */
  readonly status?: number | readonly [from: number, to: number];
}

/** Whether requests of this method, route and status count as the event. */
export function isEvent(
  wanted: BusinessRoute,
  method: string,
  route: string,
  status: number,
): boolean {
  if (wanted.method !== undefined && wanted.method.toUpperCase() !== method) return false;
  return matchesRoute(wanted.route, route) && matchesStatus(wanted.status, status);
}

/** Whether requests that no route matches can count as the event, by their path. */
export function reachesUnknown({ route }: BusinessRoute): boolean {
  return route instanceof RegExp || (typeof route === 'string' && route.endsWith('*'));
}

function matchesRoute(wanted: BusinessRoute['route'], route: string): boolean {
  if (wanted === undefined) return true;
  if (wanted instanceof RegExp) return route.search(wanted) >= 0;
  return wanted.endsWith('*') ? route.startsWith(wanted.slice(0, -1)) : route === wanted;
}

function matchesStatus(wanted: BusinessRoute['status'], status: number): boolean {
  if (wanted === undefined) return true;
  if (typeof wanted === 'number') return wanted === status;
  return status >= wanted[0] && status <= wanted[1];
}

const template: Rule = (value, path, problems) => {
  const isFine = value instanceof RegExp || (typeof value === 'string' && value.startsWith('/'));
  if (!isFine)
    problems.wanted(path, value, 'a route that begins with "/", or a regular expression');
};

const statuses: Rule = (value, path, problems) => {
  const [from, to] = Array.isArray(value) ? (value as unknown[]) : [value, value];
  const isFine =
    Number.isInteger(from) && Number.isInteger(to) && Number(from) >= 100 && Number(to) <= 599;
  if (!isFine || Number(from) > Number(to))
    problems.wantedNumber(
      path,
      value,
      'a status from 100 to 599, or the first and the last of a range',
    );
};

export const BUSINESS_ROUTE_RULES = rules.sectionWith<BusinessRoute>(
  { event: rules.text(), method: rules.text(), route: template, status: statuses },
  ['event'],
);
