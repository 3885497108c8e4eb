import { pathTest } from '../../core';
import type { ResolvedOptions } from '../options/resolve-options';

/** Probes and scrapes: neither logged while they succeed, nor traced, nor business. */
export function isOwnPath({ endpoints }: ResolvedOptions): (path: string) => boolean {
  const own = new Set(Object.values(endpoints.paths));
  return (path) => own.has(path);
}

/** Paths of requests that get no span: our own with the checks below them, static files, and those that the app configures. */
export function isUntraced(options: ResolvedOptions): (path: string) => boolean {
  const { live, ready, startup, health } = options.endpoints.paths;
  const isOwnPage = isOwnPath(options);
  const starts = [live, ready, startup, health].map((path) => `${path}/`);
  const isOwn = (path: string): boolean =>
    isOwnPage(path) || starts.some((start) => path.startsWith(start));
  const isIgnored = pathTest(options.traces.ignore);
  return (path) => isOwn(path) || isIgnored(path);
}
