const MAX_EDITS = 3;

/** The word that takes fewest edits to reach, if three at the most do; for "did you mean". */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const scored = candidates
    .filter(({ length }) => Math.abs(length - word.length) <= MAX_EDITS)
    .map((candidate) => ({ candidate, edits: edits(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ edits: count }) => count <= Math.min(MAX_EDITS, Math.ceil(word.length / 2)));
  return scored.toSorted((a, b) => a.edits - b.edits)[0]?.candidate;
}

/** Levenshtein's distance. */
function edits(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const substitute = (previous[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      row[j] = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, substitute);
    }
    previous = row;
  }
  return previous[to.length] ?? 0;
}
