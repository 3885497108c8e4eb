/** A metadata line of a metric family, above its samples. */
export interface HeadLine {
  readonly kind: 'HELP' | 'TYPE' | 'UNIT';
  readonly name: string;
  readonly text: string;
}

/** One sample: name and labels as written, the value, and an exemplar. */
export interface SampleLine {
  readonly name: string;
  readonly key: string;
  readonly value: number;
  /** '' if there is none. */
  readonly exemplar: string;
}

const MAX_LINE_LENGTH = 16_384;
const MAX_HELP_LENGTH = 1024;
/** OpenMetrics limits the names and values of an exemplar's labels together. */
const MAX_EXEMPLAR_LENGTH = 256;

const HEAD = /^# (HELP|TYPE|UNIT) ([a-zA-Z_:][\w:]*) (.*)$/;
const NAME = /[a-zA-Z_:][\w:]*/y;
/** A name that begins with two underscores is reserved by Prometheus: `__name__` would rename the sample. */
const LABEL = /((?!__)[a-zA-Z_]\w*)="(?:[^"\\]|\\[\\"n])*"/y;
const NUMBER = /[+-]?(?:\d+(?:\.\d*)?(?:e[+-]?\d+)?|Inf)|NaN/y;
const TIME = /^ \d{1,16}(?:\.\d{1,9})?$/;

/** The metric types that this library exposes. */
const TYPES: ReadonlySet<string> = new Set(['counter', 'gauge', 'histogram', 'summary']);

/** Parses a metadata line; undefined if Prometheus would reject the exposition because of it. */
export function readHead(line: string): HeadLine | undefined {
  if (line.length > MAX_LINE_LENGTH) return undefined;
  const match = HEAD.exec(line);
  if (!match) return undefined;
  const [, kind, name = '', text = ''] = match;
  const head = { kind: kind as HeadLine['kind'], name, text };
  return isFit(head) ? head : undefined;
}

/** Parses a sample; undefined if Prometheus would reject the exposition because of it. */
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

/** Returns the index after the labels that begin at `start`; -1 if they are invalid. */
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

/** ` # {labels} value`, with an optional timestamp. */
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
