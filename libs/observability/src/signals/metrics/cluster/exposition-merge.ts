import { setImmediate as nextTurn } from 'node:timers/promises';
import { readHead, readSample } from './exposition-lines';
import type { HeadLine, SampleLine } from './exposition-lines';
import type { PeerExposition } from './peer-protocol';

const LINES_IN_ONE_GO = 4000;
/** In characters; lines of other processes may be long. */
const TEXT_IN_ONE_GO = 256 * 1024;
const END = '# EOF\n';

interface Sample {
  value: number;
  /** How many processes reported it, for averages. */
  count: number;
  exemplar: string;
}

interface Family {
  readonly name: string;
  readonly rule: string;
  /** Help, type and unit, each once. */
  readonly head: Map<HeadLine['kind'], string>;
  readonly samples: Map<string, Sample>;
  type: string;
}

/** The suffixes that samples of each type may have. */
const SUFFIXES: Readonly<Record<string, readonly string[]>> = {
  counter: ['', '_total', '_created'],
  gauge: [''],
  histogram: ['_bucket', '_sum', '_count', '_created'],
  summary: ['', '_sum', '_count', '_created'],
};
const NEVER_NEGATIVE = /(?:_bucket|_count|_total)$/;

/**
 * Merges the expositions of several processes, in chunks, so that long ones do not delay requests.
 * Lines that Prometheus would reject are omitted, because one of them makes it reject everything.
 * @param expositions this process's first: its metadata wins
 */
export async function mergeExpositions(expositions: readonly PeerExposition[]): Promise<Buffer> {
  const isOpen = expositions[0]?.exposition.endsWith(END) ?? false;
  const joint = new JointExposition(isOpen);
  for (const exposition of expositions) await addExposition(exposition, joint);
  return Buffer.from(`${joint.lines().join('\n')}\n${isOpen ? END : ''}`);
}

async function addExposition(
  { exposition, rules }: PeerExposition,
  joint: JointExposition,
): Promise<void> {
  joint.beginExposition(rules);
  let lines = 0;
  let rested = 0;
  for (let at = 0; at < exposition.length; lines += 1) {
    const end = endOfLine(exposition, at);
    joint.add(exposition.slice(at, end));
    at = end + 1;
    if (lines < LINES_IN_ONE_GO && at - rested < TEXT_IN_ONE_GO) continue;
    await nextTurn();
    [lines, rested] = [0, at];
  }
}

function endOfLine(exposition: string, at: number): number {
  const end = exposition.indexOf('\n', at);
  return end < 0 ? exposition.length : end;
}

/** The exposition that several expositions are merged into. */
class JointExposition {
  private readonly families = new Map<string, Family>();
  /** The metric family of each sample name: the first one that used it. */
  private readonly owners = new Map<string, Family>();
  private known = new Set<string>();
  private rules: PeerExposition['rules'] = {};
  private family: Family | undefined;

  constructor(private readonly isOpen: boolean) {}

  /** Metrics of an earlier exposition keep their metadata. */
  beginExposition(rules: PeerExposition['rules']): void {
    this.known = new Set(this.families.keys());
    this.rules = rules;
    this.family = undefined;
  }

  add(line: string): void {
    if (line.startsWith('# ')) this.addHead(line);
    else if (this.family) this.addSample(line, this.family);
  }

  lines(): string[] {
    return [...this.families.values()].flatMap(linesOf);
  }

  private addHead(line: string): void {
    const head = readHead(line);
    this.family = head && (this.families.get(head.name) ?? this.begin(head.name));
    if (!head || !this.family || this.known.has(head.name)) return;
    if (this.family.head.has(head.kind)) return;
    this.family.head.set(head.kind, line);
    if (head.kind === 'TYPE') this.family.type = head.text;
  }

  private begin(name: string): Family {
    const rule = this.rules[name] ?? 'sum';
    const family: Family = { name, rule, head: new Map(), samples: new Map(), type: '' };
    this.families.set(name, family);
    return family;
  }

  private addSample(line: string, family: Family): void {
    const sample = readSample(line);
    if (!sample || !isPossible(sample, family)) return;
    const owner = this.owners.get(sample.name) ?? family;
    if (owner !== family) return;
    this.owners.set(sample.name, family);
    record(this.isOpen ? sample : { ...sample, exemplar: '' }, family);
  }
}

/** Whether a metric of that type can have this sample. */
function isPossible({ name, value }: SampleLine, family: Family): boolean {
  const suffixes = SUFFIXES[family.type];
  if (!suffixes || !name.startsWith(family.name)) return false;
  if (!suffixes.includes(name.slice(family.name.length))) return false;
  const isCount = family.type === 'counter' || NEVER_NEGATIVE.test(name);
  return family.type === 'gauge' || !isCount || !(value < 0);
}

function record({ key, value, exemplar }: SampleLine, { samples, rule }: Family): void {
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

/** The timestamp is the last field of an exemplar. */
function timeOf(exemplar: string): number {
  return exemplar ? Number(exemplar.slice(exemplar.lastIndexOf(' ') + 1)) : -1;
}

function linesOf({ head, rule, samples, type }: Family): string[] {
  if (rule === 'omit' || type === '') return [];
  const lines = [...samples]
    // Quantiles of several processes cannot be combined.
    .filter(([key]) => !key.includes('quantile="'))
    .map(([key, { value, count, exemplar }]) => {
      const joint = rule === 'average' ? value / count : value;
      return `${key} ${textOf(joint)}${exemplar && ` ${exemplar}`}`;
    });
  return [...head.values(), ...lines];
}

function textOf(value: number): string {
  if (value === Infinity) return '+Inf';
  return value === -Infinity ? '-Inf' : String(value);
}
