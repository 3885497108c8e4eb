import type { ExpositionFormat } from '../page.writer';

/** What one process tells another: its page, and how gauges of several processes become one. */
export interface PeerPage {
  readonly page: string;
  /** By the name of the gauge or summary; what is not named is added up. */
  readonly rules: Readonly<Record<string, string>>;
}

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
  const end = text.indexOf('\n');
  const { form, rules } = JSON.parse(text.slice(0, end)) as {
    form?: number;
    rules?: PeerPage['rules'];
  };
  if (form !== FORM || typeof rules !== 'object') throw new Error('an answer of another form');
  return { page: text.slice(end + 1), rules };
}
