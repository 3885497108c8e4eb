/** The result of one check. */
export type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly faults: readonly string[] }
  | { readonly kind: 'impossible'; readonly reason: string };

/** Passed without a fault. */
export function outcomeOf(faults: readonly string[]): Outcome {
  return faults.length === 0 ? { kind: 'passed' } : { kind: 'failed', faults };
}
