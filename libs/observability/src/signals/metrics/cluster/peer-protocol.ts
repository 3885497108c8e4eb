import type { ExpositionFormat } from '../exposition/page-writer';

/** What one process sends another: its page, and how gauges of several processes become one. */
export interface PeerPage {
  readonly page: string;
  /** By the name of the gauge or summary; what is not named is added up. */
  readonly rules: Readonly<Record<string, string>>;
}

/** The rules of all gauges, in one line. */
const MAX_HEAD_LENGTH = 1024 * 1024;
const RULES: ReadonlySet<unknown> = new Set(['sum', 'max', 'min', 'average', 'first', 'omit']);
const METRIC = /^[a-zA-Z_:][\w:]*$/;

/** Changes with the form of what is sent; pages of another form are left out in a rolling update. */
const FORM = 1;
const FORMATS: readonly string[] = ['prometheus', 'openmetrics'];

/** The question: one line. */
export function writeQuestion(format: ExpositionFormat): string {
  return `${format}\n`;
}

/** Undefined while the line is not whole. @throws Error when it is no question */
export function readQuestion(text: string): ExpositionFormat | undefined {
  const end = text.indexOf('\n');
  if (end < 0 && text.length <= 'openmetrics'.length) return undefined;
  const format = text.slice(0, end);
  if (!FORMATS.includes(format)) throw new Error('not a question for a page of metrics');
  return format as ExpositionFormat;
}

/** The head of an answer: one line, before the page. */
export function writeHead(rules: PeerPage['rules']): string {
  return `${JSON.stringify({ form: FORM, rules })}\n`;
}

/** @throws Error when it is no answer, or one of another form */
export function readAnswer(text: string): PeerPage {
  const end = text.slice(0, MAX_HEAD_LENGTH).indexOf('\n');
  if (end < 0) throw new Error('an answer without its head');
  const head = JSON.parse(text.slice(0, end)) as { form?: unknown; rules?: unknown } | null;
  if (head?.form !== FORM) throw new Error('an answer of another form');
  return { page: text.slice(end + 1), rules: readRules(head.rules) };
}

/** Those that can be: a peer is another process. */
function readRules(rules: unknown): PeerPage['rules'] {
  if (typeof rules !== 'object' || rules === null) throw new Error('an answer of another form');
  // No prototype: a metric may be named like a method of objects.
  const known = Object.create(null) as Record<string, string>;
  for (const [name, rule] of Object.entries(rules)) {
    if (METRIC.test(name) && RULES.has(rule)) known[name] = rule as string;
  }
  return known;
}
