import { setImmediate as nextTurn } from 'node:timers/promises';
import { oneLine } from '../../../core';
import type { MetricDefinition } from '../../../core';
import type { Exemplar } from './exemplar';

/** Prometheus' text format 0.0.4, or OpenMetrics 1.0.0, which alone has exemplars. */
export type ExpositionFormat = 'prometheus' | 'openmetrics';

export const CONTENT_TYPES: Readonly<Record<ExpositionFormat, string>> = {
  prometheus: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

/** The metadata of a metric. */
export type Family = Pick<MetricDefinition, 'name' | 'help'> & {
  readonly type: string;
  readonly unit?: string;
};

/** Lines that are written before other work of the process gets its turn. */
const LINES_IN_ONE_GO = 2000;
const FIRST_PIECE_BYTES = 64 * 1024;
const PIECE_BYTES = 512 * 1024;
/** In characters: one text for everything takes five times as long, and line by line twice as long. */
const TEXT_AT_ONCE = 1024;
/** Of UTF-8, for each code unit of a string. */
const MAX_BYTES_OF_A_CHARACTER = 3;
/** OpenMetrics requires the unit at the end of the name, so only these can be declared. */
const UNITS = ['seconds', 'bytes', 'ratio'];

/** Writes an exposition in chunks, so that a long one does not delay requests. */
export class ExpositionWriter {
  private readonly pieces: Buffer[] = [];
  private piece = Buffer.allocUnsafe(FIRST_PIECE_BYTES);
  private used = 0;
  /** Text that is not written yet. */
  private waiting = '';
  private lines = 0;

  constructor(readonly format: ExpositionFormat) {}

  /** Writes the metadata of a metric; its samples follow. */
  family({ name, help, type, unit }: Family): void {
    const isOpen = this.format === 'openmetrics';
    const family = isOpen && type === 'counter' ? name.replace(/_total$/, '') : name;
    const hasUnitLine = isOpen && UNITS.includes(unit ?? '') && family.endsWith(`_${unit}`);
    this.add(
      `# HELP ${family} ${escapeHelp(help, isOpen)}\n# TYPE ${family} ${type}\n` +
        (hasUnitLine ? `# UNIT ${family} ${unit}\n` : ''),
    );
  }

  /** The name of a counter's samples: in OpenMetrics all end in `_total`. */
  counterName(name: string): string {
    return this.format === 'openmetrics' && !name.endsWith('_total') ? `${name}_total` : name;
  }

  /**
   * One sample.
   * @param head its name and labels as they are written
   */
  sample(head: string, value: number, exemplar?: Exemplar): void {
    this.add(
      exemplar && this.format === 'openmetrics'
        ? `${head} ${textOf(value)}${exemplarText(exemplar)}\n`
        : `${head} ${textOf(value)}\n`,
    );
    this.lines += 1;
  }

  /** Whether the caller must await `rest` before it writes more. */
  get isTired(): boolean {
    return this.lines >= LINES_IN_ONE_GO;
  }

  /** Lets the process do other work. */
  async rest(): Promise<void> {
    this.lines = 0;
    await nextTurn();
  }

  /** Returns the exposition; joining a long one also yields to other work. */
  async end(): Promise<Buffer> {
    if (this.format === 'openmetrics') this.add('# EOF\n');
    this.write();
    this.turn(0);
    const [first, ...others] = this.pieces;
    if (first && others.length === 0) return first;
    const exposition = Buffer.allocUnsafe(this.pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of this.pieces) {
      if (at > 0) await nextTurn();
      exposition.set(piece, at);
      at += piece.length;
    }
    return exposition;
  }

  private add(text: string): void {
    this.waiting += text;
    if (this.waiting.length >= TEXT_AT_ONCE) this.write();
  }

  private write(): void {
    const text = this.waiting;
    this.waiting = '';
    const most = text.length * MAX_BYTES_OF_A_CHARACTER;
    if (this.used + most > this.piece.length) this.turn(Math.max(most, PIECE_BYTES));
    this.used += this.piece.write(text, this.used);
  }

  private turn(nextBytes: number): void {
    this.pieces.push(this.piece.subarray(0, this.used));
    this.piece = Buffer.allocUnsafe(nextBytes);
    this.used = 0;
  }
}

/** Label values as they are written: `a="1",b="2"`; an empty value is no label. */
export function labelText(names: readonly string[], values: readonly string[]): string {
  let text = '';
  for (let i = 0; i < names.length; i += 1) {
    const value = values[i];
    if (value) text += `${text && ','}${names[i]}="${escapeLabel(value)}"`;
  }
  return text;
}

export function escapeLabel(value: string): string {
  const text = shown(value);
  return /[\\\n"]/.test(text)
    ? text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')
    : text;
}

function escapeHelp(help: string, isOpen: boolean): string {
  const escaped = shown(help).replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  return isOpen ? escaped.replaceAll('"', '\\"') : escaped;
}

/** The format escapes line feeds only; other control characters are escaped the way log lines are. */
function shown(text: string): string {
  return text.includes('\n') ? text.split('\n').map(oneLine).join('\n') : oneLine(text);
}

function textOf(value: number): string {
  if (value === Infinity) return '+Inf';
  return value === -Infinity ? '-Inf' : String(value);
}

function exemplarText({ labels, value, timestamp }: Exemplar): string {
  const text = labelText(Object.keys(labels), Object.values(labels));
  return ` # {${text}} ${textOf(value)} ${timestamp.toFixed(3)}`;
}
