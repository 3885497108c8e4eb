import { METRICS, pathTo, Redactor, rules, SensitiveKeys } from '../../../core';
import type { MetricDefinition, Problems, Rule } from '../../../core';
import { mistakesOfLabel } from './metric-definition.rules';

/** Labels of every series besides its own, by name. */
export type DefaultLabels = Readonly<Record<string, string | number>>;

const MAX_LABELS = 10;
const MAX_VALUE_LENGTH = 128;

/** A series has a label once, so labels of the library's metrics cannot be used. */
const LIBRARY_LABELS: ReadonlySet<string> = new Set(
  Object.values<MetricDefinition>(METRICS).flatMap(({ labels }) => labels),
);
const keys = new SensitiveKeys();
/** Readers of metrics may read the address of the team. */
const redactor = new Redactor({ keepsPersonalData: true });

/** The rule of `metrics.defaultLabels`. No message repeats a value. */
export const defaultLabels: Rule = (value, path, problems) => {
  if (!rules.isPlainObject(value)) {
    problems.wanted(path, value, 'an object of label names and values');
    return;
  }
  const labels = Object.entries(value).filter(([, label]) => label !== undefined);
  if (labels.length > MAX_LABELS) {
    problems.add(path, `has ${labels.length} labels; at most ${MAX_LABELS} are allowed.`);
  }
  for (const [name, label] of labels) checkLabel(name, label, pathTo(path, name), problems);
};

/** As texts, by name. */
export function textsOf(labels: DefaultLabels): Record<string, string> {
  const given = Object.entries(labels).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

function checkLabel(name: string, value: unknown, path: string, problems: Problems): void {
  if (LIBRARY_LABELS.has(name)) {
    problems.add(path, "is a label of the library's own metrics; choose another name.");
  } else if (mistakesOfLabel(name).length > 0) {
    problems.add(
      path,
      'must be a label name: letters, digits and "_", not beginning with a digit or "__", and neither "le" nor "quantile".',
    );
  }
  if (!isLabelValue(value)) {
    problems.wanted(
      path,
      value,
      `a text of 1 to ${MAX_VALUE_LENGTH} characters or a finite number`,
    );
  } else if (keys.has(name) || redactor.text(String(value)) !== String(value)) {
    problems.add(
      path,
      'looks like a secret. Do not put secrets in labels: everyone who reads metrics sees them.',
    );
  }
}

function isLabelValue(value: unknown): value is string | number {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'string' && value !== '' && value.length <= MAX_VALUE_LENGTH;
}
