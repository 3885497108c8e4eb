/** What became of the look for one product. */
export interface Condition {
  readonly product: string;
  readonly found: boolean;
  /** What it found, by the aliases that health and metrics use. */
  readonly what: readonly string[];
  /** Why it was found, or why not, as a sentence without a full stop. */
  readonly because: string;
}

/** What was found in the container when the app started, what was not, and why; inject it to read it. */
export class Conditions {
  private readonly conditions: Condition[] = [];

  /** One for each product; empty before the app has looked. */
  list(): readonly Condition[] {
    return this.conditions;
  }

  /** @internal The wiring tells what it found. */
  add(condition: Condition): void {
    this.conditions.push(condition);
  }
}

/** All of it in one line, for the log. */
export function conditionsLine(conditions: readonly Condition[]): string {
  const found = conditions.filter((condition) => condition.found).map(titleOf);
  const missing = conditions.filter((condition) => !condition.found).map(({ product }) => product);
  return `Found: ${listOf(found)}. Not found: ${listOf(missing)}.`;
}

function titleOf({ product, what }: Condition): string {
  return what.length > 0 ? `${product} (${what.join(', ')})` : product;
}

function listOf(words: readonly string[]): string {
  return words.length > 0 ? words.join(', ') : 'nothing';
}
