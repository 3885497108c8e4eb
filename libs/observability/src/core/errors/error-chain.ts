import { isError } from './is-error';

const MAX_LINKS = 10;

/**
 * Whatever was thrown, then its causes and the members of an AggregateError: all that is one
 * failure with it, nearest first, 10 at most. Never throws, and ends where causes form a circle.
 */
export function errorChain(thrown: unknown): readonly unknown[] {
  const links: unknown[] = [thrown];
  // The list grows while it is read.
  for (const link of links) {
    for (const next of below(link)) {
      if (links.length >= MAX_LINKS) return links;
      if (isError(next) && !links.includes(next)) links.push(next);
    }
  }
  return links;
}

function below(link: unknown): readonly unknown[] {
  if (!isError(link)) return [];
  const { errors } = read(() => ({ errors: (link as { errors?: unknown }).errors })) ?? {};
  const members: unknown[] = Array.isArray(errors) ? errors.slice(0, MAX_LINKS) : [];
  return [read(() => link.cause), ...members];
}

/** A property whose getter throws is not there. */
function read<T>(get: () => T): T | undefined {
  try {
    return get();
  } catch {
    return undefined;
  }
}
