/** The items of a Sentry envelope that the benchmark counts. */
export interface EnvelopeItems {
  readonly events: number;
  readonly transactions: number;
}

/** Counts by the headers of the items, without reading what is in them. */
export function envelopeItems(body: Buffer): EnvelopeItems {
  const text = body.toString('latin1');
  return {
    events: occurrences(text, '\n{"type":"event"'),
    transactions: occurrences(text, '\n{"type":"transaction"'),
  };
}

function occurrences(text: string, part: string): number {
  return text.split(part).length - 1;
}
