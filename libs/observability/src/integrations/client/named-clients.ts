import type { Provided } from './integration.contract';

/** A client and its alias. */
export interface NamedClient<T> {
  readonly alias: string;
  readonly client: T;
}

/**
 * The clients among these, each once, named by their token; several with one token are numbered:
 * `REDIS`, `REDIS2`.
 * @param recognise returns the client if the instance is one
 * @param usual the name of a client whose token is a class
 */
export function namedClients<T extends object>(
  provided: readonly Provided[],
  recognise: (instance: object) => T | undefined,
  usual: string,
): NamedClient<T>[] {
  const seen = new Set<object>();
  const taken = new Map<string, number>();
  return provided.flatMap(({ token, instance }) => {
    const client = seen.has(instance) ? undefined : recognise(instance);
    if (client === undefined || seen.has(client)) return [];
    seen.add(instance).add(client);
    const name = textOf(token) ?? usual;
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return [{ alias: count === 1 ? name : `${name}${count}`, client }];
  });
}

function textOf(token: unknown): string | undefined {
  if (typeof token === 'string') return token || undefined;
  return typeof token === 'symbol' ? token.description || undefined : undefined;
}
