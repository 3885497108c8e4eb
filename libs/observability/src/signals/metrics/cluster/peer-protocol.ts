import type { ExpositionFormat } from '../exposition/exposition-writer';

/** What one process sends another: its exposition, and how to combine gauges of several processes. */
export interface PeerExposition {
  readonly exposition: string;
  /** By the name of the gauge or summary; others are summed. */
  readonly rules: Readonly<Record<string, string>>;
}

/** The rules of all gauges, in one line. */
const MAX_HEAD_LENGTH = 1024 * 1024;
const RULES: ReadonlySet<unknown> = new Set(['sum', 'max', 'min', 'average', 'first', 'omit']);
const METRIC = /^[a-zA-Z_:][\w:]*$/;

/** The version of this protocol; during a rolling update, expositions of another version are omitted. */
const FORM = 1;
const FORMATS: readonly string[] = ['prometheus', 'openmetrics'];

/** The request: one line. */
export function writeRequest(format: ExpositionFormat): string {
  return `${format}\n`;
}

/** Undefined while the line is incomplete. @throws Error if it is not a request */
export function readRequest(text: string): ExpositionFormat | undefined {
  const end = text.indexOf('\n');
  if (end < 0 && text.length <= 'openmetrics'.length) return undefined;
  const format = text.slice(0, end);
  if (!FORMATS.includes(format)) throw new Error('not a request for metrics');
  return format as ExpositionFormat;
}

/** The header of a response: one line, before the exposition. */
export function writeHead(rules: PeerExposition['rules']): string {
  return `${JSON.stringify({ form: FORM, rules })}\n`;
}

/** @throws Error if it is not a response, or one of another protocol version */
export function readResponse(text: string): PeerExposition {
  const end = text.slice(0, MAX_HEAD_LENGTH).indexOf('\n');
  if (end < 0) throw new Error('a response without a header');
  const head = JSON.parse(text.slice(0, end)) as { form?: unknown; rules?: unknown } | null;
  if (head?.form !== FORM) throw new Error('a response of another protocol version');
  return { exposition: text.slice(end + 1), rules: readRules(head.rules) };
}

/** Keeps valid rules only: a peer is another process. */
function readRules(rules: unknown): PeerExposition['rules'] {
  if (typeof rules !== 'object' || rules === null)
    throw new Error('a response of another protocol version');
  // No prototype: a metric may be named like a method of objects.
  const known = Object.create(null) as Record<string, string>;
  for (const [name, rule] of Object.entries(rules)) {
    if (METRIC.test(name) && RULES.has(rule)) known[name] = rule as string;
  }
  return known;
}
