import { parseArgs } from 'node:util';
import { messageOf } from '../../core';
import { UsageError } from '../terminal/cli.errors';
import type { Terminal } from '../terminal/terminal';
import { appReferenceFrom } from './app-reference';
import type { AppReference } from './app-reference';

/** What is requested, and how the answer is shown. */
export interface HealthQuery {
  readonly source: { readonly url: URL } | { readonly app: AppReference };
  readonly format: 'table' | 'json';
  /** The one check that is requested; undefined for all. */
  readonly check: string | undefined;
  /** Grants access to the details of the page. */
  readonly token: string | undefined;
  /** How long the answer may take in all, in milliseconds. */
  readonly timeoutMs: number;
  readonly hasColour: boolean;
}

const OPTIONS = {
  format: { type: 'string', default: 'table' },
  check: { type: 'string' },
  url: { type: 'string' },
  app: { type: 'string' },
  'token-env': { type: 'string' },
  timeout: { type: 'string' },
  'no-color': { type: 'boolean', default: false },
} as const;

const DEFAULT_URL = 'http://localhost:3000';
const TOKEN_VARIABLE = 'OBSERVABILITY_TOKEN';
const DEFAULT_TIMEOUT_MS = 10_000;
const MAX_MS = 600_000;

/** @throws UsageError for what cannot be understood; it never repeats a secret */
export function healthQueryFrom(args: readonly string[], env: Terminal['env']): HealthQuery {
  const given = parse(args);
  return {
    source: sourceFrom(given.url, given.app),
    format: formatFrom(given.format),
    check: given.check,
    token: tokenFrom(given['token-env'], env),
    timeoutMs: timeoutFrom(given.timeout),
    hasColour: !given['no-color'],
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    throw UsageError.because(messageOf(error));
  }
}

function sourceFrom(url: string | undefined, app: string | undefined): HealthQuery['source'] {
  if (app === undefined) return { url: healthAddressFrom(url ?? DEFAULT_URL) };
  if (url !== undefined) throw UsageError.because('Give either --url or --app.');
  return { app: appReferenceFrom(app) };
}

function formatFrom(format: string): HealthQuery['format'] {
  if (format === 'table' || format === 'json') return format;
  throw UsageError.because(`--format must be table or json, not "${format}".`);
}

/** A variable that was named must be set; the default one may be unset. */
function tokenFrom(given: string | undefined, env: Terminal['env']): string | undefined {
  const name = given ?? TOKEN_VARIABLE;
  const token = env[name] || undefined;
  if (given !== undefined && token === undefined) {
    throw UsageError.because(`The variable ${given} is not set; it was given by --token-env.`);
  }
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token)) {
    throw UsageError.because(`The token in ${name} has characters that are invalid in a header.`);
  }
  return token;
}

function timeoutFrom(given: string | undefined): number {
  if (given === undefined) return DEFAULT_TIMEOUT_MS;
  const milliseconds = /^\d+$/.test(given) ? Number(given) : 0;
  if (milliseconds >= 1 && milliseconds <= MAX_MS) return milliseconds;
  throw UsageError.because(`--timeout must be milliseconds, 1 to ${MAX_MS}, not "${given}".`);
}

/**
 * The address of the health page: one without a path, or with a slash at its end, gets `health`;
 * any other is taken as it is.
 * @throws UsageError for what is no address, without repeating it: it may hold a password
 */
function healthAddressFrom(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw UsageError.because('--url must be an address that begins with http:// or https://.');
  }
  if (url.username !== '' || url.password !== '') {
    throw UsageError.because(
      '--url must hold no user and no password; name a token by --token-env.',
    );
  }
  const { pathname } = url;
  if (pathname.endsWith('/') && !pathname.endsWith('/health/')) url.pathname += 'health';
  return url;
}
