/** An envelope as Sentry's SDK builds it: headers, and items of a header and a payload. */
export type Envelope = readonly [object, readonly EnvelopeItem[]];
export type EnvelopeItem = readonly [{ readonly type: string }, unknown];

/** What an answer of Sentry says of limits. */
export interface LimitedAnswer {
  readonly statusCode: number;
  readonly headers: {
    readonly 'retry-after': string | null;
    readonly 'x-sentry-rate-limits': string | null;
  };
}

/** The functions of @sentry/core that write envelopes and know the limits of their categories. */
export interface EnvelopeFunctions {
  serializeEnvelope(envelope: Envelope): string | Uint8Array;
  envelopeItemTypeToDataCategory(type: string): string;
  isRateLimited(limits: Record<string, number>, category: string): boolean;
  updateRateLimits(limits: Record<string, number>, answer: LimitedAnswer): Record<string, number>;
}
