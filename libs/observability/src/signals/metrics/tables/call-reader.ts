import type { MetricDefinition } from '../../../core';
import type { Misuse } from './misuse';

/** Label values by label name. A value is converted to text and cut at 128 characters. */
export type Labels = Readonly<Record<string, string | number | boolean>>;

/** Reads the labels and values of a call, of any type, and never throws. */
export class CallReader {
  private readonly known: ReadonlySet<string>;

  constructor(
    private readonly definition: MetricDefinition,
    private readonly misuse: Misuse,
  ) {
    this.known = new Set(definition.labels);
  }

  /** The values in the order of the definition; a missing or unreadable one is empty. */
  labels(given: Labels | undefined): string[] {
    const labels: unknown = given ?? {};
    if (!this.knows(labels)) return this.definition.labels.map(() => '');
    return this.definition.labels.map((name) => this.label(labels as object, name));
  }

  /** Reports unknown labels; false if the argument is not an object of labels. */
  knows(labels: unknown): boolean {
    const names = namesIn(labels);
    if (!names) {
      this.wrong('bad_label_value', 'labels are an object of names and values');
      return false;
    }
    for (const name of names) {
      if (!this.known.has(name))
        this.wrong('unknown_label', `it has no label "${name.slice(0, 60)}"`);
    }
    return true;
  }

  number(value: unknown, isIncrease: boolean): number | undefined {
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      this.wrong('bad_value', 'a value must be a finite number');
      return undefined;
    }
    if (!isIncrease || value >= 0) return value;
    this.wrong('negative_value', 'a counter cannot be decreased');
    return undefined;
  }

  private label(labels: object, name: string): string {
    try {
      const value: unknown = Object.hasOwn(labels, name)
        ? (labels as Record<string, unknown>)[name]
        : '';
      if (typeof value === 'string') return value;
      if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    } catch {
      // A getter threw: there is no value.
    }
    this.wrong('bad_label_value', `the label "${name}" must be a text, a number, true or false`);
    return '';
  }

  private wrong(reason: Parameters<Misuse['report']>[1], text: string): void {
    this.misuse.report(this.definition.name, reason, text);
  }
}

/** Undefined if there are none, or a proxy refuses to list them. */
function namesIn(labels: unknown): readonly string[] | undefined {
  try {
    return typeof labels === 'object' && labels !== null ? Object.keys(labels) : undefined;
  } catch {
    return undefined;
  }
}
