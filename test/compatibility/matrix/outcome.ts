/** What came of one trial. */
export type Outcome =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong'; readonly complaints: readonly string[] }
  | { readonly kind: 'impossible'; readonly reason: string };

/** Right where there is no complaint. */
export function outcomeOf(complaints: readonly string[]): Outcome {
  return complaints.length === 0 ? { kind: 'right' } : { kind: 'wrong', complaints };
}
