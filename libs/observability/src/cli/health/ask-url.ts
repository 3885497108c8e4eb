import { CommandError } from '../terminal/cli.errors';
import { reasonOf } from '../terminal/reason';
import type { HealthQuery } from './health-arguments';
import { readHealthPage } from './health-page';
import type { HealthAnswer } from './health-page';

const MAX_CHARACTERS = 4 * 1024 * 1024;

/** Requests the health page. @throws CommandError in one line: unreachable, refused, or no health page */
export async function askUrl(
  url: URL,
  { token, timeoutMs }: Pick<HealthQuery, 'token' | 'timeoutMs'>,
): Promise<HealthAnswer> {
  const authorization = token === undefined ? undefined : `Bearer ${token}`;
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json', ...(authorization && { authorization }) },
      // The token is for this address only.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return await answerIn(response, url);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw CommandError.unreachable('The app', url.host, reasonOf(error, timeoutMs));
  }
}

/** An unhealthy app answers 503 with its page; a response without such a page came from another program. */
async function answerIn(response: Response, { host }: URL): Promise<HealthAnswer> {
  const body = parse(await read(response));
  const page = readHealthPage(body);
  if (page) return { page, body };
  throw CommandError.noHealthPage(host, response.status, hintFor(response.status));
}

/** An answer without end must not fill the memory. */
async function read(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes as Uint8Array, { stream: true });
    if (text.length > MAX_CHARACTERS) return '';
  }
  return text;
}

/** What is nested too deep to be written again is no page. */
function parse(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    JSON.stringify(value);
    return value;
  } catch {
    return undefined;
  }
}

function hintFor(status: number): string {
  if (status >= 300 && status < 400) {
    return 'Redirects are not followed: pass the target address.';
  }
  return status === 401 || status === 403
    ? 'The health page requires a token. Set OBSERVABILITY_TOKEN, or name its variable with --token-env.'
    : 'Pass the address of the health page with --url.';
}
