import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PeerPage } from './peer.protocol';

/** Name and labels, the value, and an exemplar. */
const SAMPLE = /^([^#{ ][^{ ]*(?:\{(?:[^"}]|"(?:[^"\\]|\\.)*")*\})?) (\S+)(?: (# .*))?$/;
const HEAD = /^# (?:HELP|TYPE|UNIT) (\S+)/;
const LINES_IN_ONE_GO = 4000;

interface Sample {
  value: number;
  /** How many processes said it, for averages. */
  count: number;
  exemplar: string;
}

interface Family {
  readonly head: string[];
  readonly rule: string;
  readonly samples: Map<string, Sample>;
}

/** Adds up the pages of several processes; in pieces, so that long ones hold up no request. */
export async function mergePages(pages: readonly PeerPage[]): Promise<Buffer> {
  const families = new Map<string, Family>();
  for (const page of pages) await addPage(page, families);
  const isOpen = pages[0]?.page.endsWith('# EOF\n') ?? false;
  const lines = [...families.values()].flatMap(linesOf);
  return Buffer.from(`${lines.join('\n')}\n${isOpen ? '# EOF\n' : ''}`);
}

async function addPage({ page, rules }: PeerPage, families: Map<string, Family>): Promise<void> {
  const known = new Set(families.keys());
  const lines = page.split('\n');
  let family: Family | undefined;
  for (let i = 0; i < lines.length; i += 1) {
    if (i % LINES_IN_ONE_GO === LINES_IN_ONE_GO - 1) await nextTurn();
    const line = lines[i] ?? '';
    const name = HEAD.exec(line)?.[1];
    if (name === undefined) {
      if (family) addSample(line, family);
      continue;
    }
    family = families.get(name) ?? { head: [], rule: rules[name] ?? 'sum', samples: new Map() };
    families.set(name, family);
    if (!known.has(name)) family.head.push(line);
  }
}

function addSample(line: string, { samples, rule }: Family): void {
  const match = SAMPLE.exec(line);
  if (!match) return;
  const [, key = '', text = '', exemplar = ''] = match;
  const value = Number(text.replace('Inf', 'Infinity'));
  const known = samples.get(key);
  if (!known) {
    samples.set(key, { value, count: 1, exemplar });
    return;
  }
  known.value = joined(rule, known.value, value);
  known.count += 1;
  if (timeOf(exemplar) > timeOf(known.exemplar)) known.exemplar = exemplar;
}

function joined(rule: string, one: number, other: number): number {
  switch (rule) {
    case 'first':
      return one;
    case 'max':
      return Math.max(one, other);
    case 'min':
      return Math.min(one, other);
    default:
      return one + other;
  }
}

/** The time stands last in an exemplar. */
function timeOf(exemplar: string): number {
  return exemplar ? Number(exemplar.slice(exemplar.lastIndexOf(' ') + 1)) : -1;
}

function linesOf({ head, rule, samples }: Family): string[] {
  if (rule === 'omit') return [];
  const lines = [...samples]
    // Quantiles of several processes cannot be made into one.
    .filter(([key]) => !key.includes('quantile="'))
    .map(([key, { value, count, exemplar }]) => {
      const joint = rule === 'average' ? value / count : value;
      return `${key} ${textOf(joint)}${exemplar && ` ${exemplar}`}`;
    });
  return [...head, ...lines];
}

function textOf(value: number): string {
  if (value === Infinity) return '+Inf';
  return value === -Infinity ? '-Inf' : String(value);
}
