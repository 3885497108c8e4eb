import { CommandError } from './terminal/cli.errors';
import { DEPLOY_LIMIT_MS } from './deployment';
import { reasonOf } from './terminal/reason';

/** A system that takes JSON by HTTP. */
export interface Api {
  readonly name: string;
  readonly base: URL;
  readonly token: string;
  /** What to look at when it refuses. */
  readonly hint: string;
}

/** Sends JSON and takes any answer of 200 to 299. @throws CommandError with one line that names the system */
export async function post(
  api: Api,
  path: string,
  body: object,
  limit: AbortSignal,
): Promise<void> {
  const { name, base, token, hint } = api;
  const response = await fetch(new URL(path, base), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    // The token is for this address only.
    redirect: 'manual',
    signal: limit,
  }).catch((error: unknown) => {
    throw CommandError.unreachable(name, base.host, reasonOf(error, DEPLOY_LIMIT_MS));
  });
  await response.body?.cancel();
  if (!response.ok) throw CommandError.refused(name, response.status, hint);
}
