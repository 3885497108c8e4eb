import type { ResolvedOptions } from './resolve-options';

/** Probes and scrapes: neither logged while they succeed, nor traced, nor business. */
export function isOwnPath({ endpoints }: ResolvedOptions): (path: string) => boolean {
  const own = new Set(Object.values(endpoints.paths));
  return (path) => own.has(path);
}
