/** What stands above the samples of a metric. */
export interface HeadLine {
  readonly kind: 'HELP' | 'TYPE' | 'UNIT';
  readonly name: string;
  readonly text: string;
}

/** One sample: name and labels as they stand there, the value, and an exemplar. */
export interface SampleLine {
  readonly name: string;
  readonly key: string;
  readonly value: number;
  /** '' where there is none. */
  readonly exemplar: string;
}

const MAX_LINE_LENGTH = 16_384;
const MAX_HELP_LENGTH = 1024;
/** OpenMetrics: names and values of an exemplar's labels together. */
const MAX_EXEMPLAR_LENGTH = 256;

const HEAD = /^# (HELP|TYPE|UNIT) ([a-zA-Z_:][\w:]*) (.*)$/;
const NAME = /[a-zA-Z_:][\w:]*/y;
/** A name that begins with two underscores is Prometheus's own: `__name__` would rename the sample. */
const LABEL = /((?!__)[a-zA-Z_]\w*)="(?:[^"\\]|\\[\\"n])*"/y;
const NUMBER = /[+-]?(?:\d+(?:\.\d*)?(?:e[+-]?\d+)?|Inf)|NaN/y;
const TIME = /^ \d{1,16}(?:\.\d{1,9})?$/;

/** The types that pages of this library have. */
const TYPES: ReadonlySet<string> = new Set(['counter', 'gauge', 'histogram', 'summary']);

/** Reads a line of a metric's head; undefined when Prometheus would refuse the page for it. */
export function readHead(line: string): HeadLine | undefined {
  if (line.length > MAX_LINE_LENGTH) return undefined;
  const match = HEAD.exec(line);
  if (!match) return undefined;
  const [, kind, name = '', text = ''] = match;
  const head = { kind: kind as HeadLine['kind'], name, text };
  return isFit(head) ? head : undefined;
}

/** Reads a sample; undefined when Prometheus would refuse the page for it. */
export function readSample(line: string): SampleLine | undefined {
  if (line.length > MAX_LINE_LENGTH) return undefined;
  const name = matchAt(NAME, line, 0);
  const afterKey = name === undefined ? -1 : endOfLabels(line, name.length);
  if (name === undefined || afterKey < 0 || line[afterKey] !== ' ') return undefined;
  const value = matchAt(NUMBER, line, afterKey + 1);
  if (value === undefined) return undefined;
  const rest = line.slice(afterKey + 1 + value.length);
  if (rest !== '' && !rest.startsWith(' # ')) return undefined;
  const exemplar = isExemplar(rest) ? rest.slice(1) : '';
  return { name, key: line.slice(0, afterKey), value: numberOf(value), exemplar };
}

function isFit({ kind, name, text }: HeadLine): boolean {
  if (kind === 'TYPE') return TYPES.has(text);
  return kind === 'UNIT' ? name.endsWith(`_${text}`) : text.length <= MAX_HELP_LENGTH;
}

/** Where the labels that begin there end; -1 when they are none. */
function endOfLabels(line: string, start: number): number {
  if (line[start] !== '{') return start;
  const names = new Set<string>();
  let at = start + 1;
  while (line[at] !== '}') {
    const label = matchAt(LABEL, line, at);
    if (label === undefined) return -1;
    const name = label.slice(0, label.indexOf('='));
    if (names.has(name)) return -1;
    names.add(name);
    at += label.length;
    if (line[at] === ',' && line[at + 1] !== '}') at += 1;
    else if (line[at] !== '}') return -1;
  }
  return at + 1;
}

/** ` # {labels} value` and maybe a time. */
function isExemplar(text: string): boolean {
  if (text.length > MAX_EXEMPLAR_LENGTH || !text.startsWith(' # {')) return false;
  const afterLabels = endOfLabels(text, 3);
  if (afterLabels < 0 || text[afterLabels] !== ' ') return false;
  const value = matchAt(NUMBER, text, afterLabels + 1);
  if (value === undefined) return false;
  const rest = text.slice(afterLabels + 1 + value.length);
  return rest === '' || TIME.test(rest);
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function numberOf(text: string): number {
  return Number(text.replace('Inf', 'Infinity'));
}
