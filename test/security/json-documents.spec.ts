import { Redactor } from '../../libs/observability/src/core';
import { isCardNumber } from '../../libs/observability/src/core/redaction/card-number';
import { SensitiveKeys } from '../../libs/observability/src/core/redaction/sensitive-keys';
import { attack } from './attack';
import { anyDocument } from './corpus/json-documents';

const redactor = new Redactor();
const keys = new SensitiveKeys();
const RUNS = 2000;
/** Keys that a value beside them names. */
const OF_PAIRS = new Set(['value', 'val', 'content']);

describe('documents of JSON with hostile texts', () => {
  attack('H1', 'JSON is JSON afterwards', anyDocument, isJsonAfterwards, { runs: RUNS });

  attack(
    'H3',
    'only values under the names of secrets change, and those that look like one themselves',
    anyDocument,
    (json) => {
      const changed = changedIn(JSON.parse(json), parsed(redactor.text(json)), '', '');
      if (changed !== undefined) throw new Error(`${changed}\n${redactor.text(json)}`);
    },
    { runs: RUNS },
  );
});

function isJsonAfterwards(json: string): void {
  parsed(redactor.text(json));
}

function parsed(safe: string): unknown {
  try {
    return JSON.parse(safe);
  } catch (error) {
    throw new Error(safe, { cause: error });
  }
}

/** What changed and must not; undefined where nothing did. */
function changedIn(
  before: unknown,
  after: unknown,
  parent: string,
  key: string,
): string | undefined {
  if (before === after || mayChange(before, parent, key)) return undefined;
  if (!isObject(before) || !isObject(after)) {
    return `${JSON.stringify(before)} under "${key}" became ${JSON.stringify(after)}`;
  }
  if (Array.isArray(before)) return changedInList(before, after, parent, key);
  for (const [name, value] of Object.entries(before)) {
    const changed = changedIn(value, (after as Record<string, unknown>)[name], key, name);
    if (changed !== undefined) return changed;
  }
  return undefined;
}

function changedInList(
  before: readonly unknown[],
  after: object,
  parent: string,
  key: string,
): string | undefined {
  const [name] = before;
  // A list of a name and a value.
  if (typeof name === 'string' && keys.has(name)) return undefined;
  for (const [i, value] of before.entries()) {
    // The value of a flag, and the lines of a private key.
    const isOfItemBefore = before.slice(0, i).some((item) => /^-|BEGIN/.test(String(item)));
    const changed = isOfItemBefore
      ? undefined
      : changedIn(value, (after as unknown[])[i], parent, key);
    if (changed !== undefined) return changed;
  }
  return undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function mayChange(value: unknown, parent: string, key: string): boolean {
  const isBelow = keys.strengthBelow(parent, key) !== 'none';
  if (isBelow || keys.strengthOf(key) !== 'none') return true;
  if (OF_PAIRS.has(key)) return true;
  if (typeof value === 'number') return isCardNumber(value);
  return typeof value === 'string' && looksSecret(value, [parent, key]);
}

/** By itself, below a key, as JSON writes it, or in a text that has the signs of pairs and lists. */
function looksSecret(text: string, parents: readonly string[]): boolean {
  const written = JSON.stringify(text).slice(1, -1);
  const below = parents.flatMap((parent) =>
    [{ note: text }, text, [text]].map((value) => JSON.stringify({ [parent]: value })),
  );
  return [text, written, `(=) ${text}`, `(=) ${written}`, `${written} </`, ...below].some(
    (each) => redactor.text(each) !== each,
  );
}
