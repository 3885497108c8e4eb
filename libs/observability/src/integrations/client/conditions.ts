/** The result of the search for one product's clients. */
export interface Condition {
  readonly product: string;
  readonly detected: boolean;
  /** The detected clients, by the aliases that health and metrics use. */
  readonly what: readonly string[];
  /** Why it was detected, or why not: a sentence without a full stop. */
  readonly reason: string;
}

/** Which products were detected in the container when the app started, which were not, and why. Inject it to read it. */
export class Conditions {
  private readonly conditions: Condition[] = [];

  /** One for each product; empty until the container has been searched. */
  list(): readonly Condition[] {
    return this.conditions;
  }

  /** @internal Called for each product when the app starts. */
  add(condition: Condition): void {
    this.conditions.push(condition);
  }
}

/** All conditions in one line, for the log. */
export function conditionsLine(conditions: readonly Condition[]): string {
  const detected = conditions.filter((condition) => condition.detected).map(titleOf);
  const missing = conditions
    .filter((condition) => !condition.detected)
    .map(({ product }) => product);
  return `Detected: ${listOf(detected)}. Not detected: ${listOf(missing)}.`;
}

function titleOf({ product, what }: Condition): string {
  return what.length > 0 ? `${product} (${what.join(', ')})` : product;
}

function listOf(words: readonly string[]): string {
  return words.length > 0 ? words.join(', ') : 'none';
}
