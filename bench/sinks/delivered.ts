import { spansIn } from './otlp-spans';
import { envelopeItems } from './sentry-envelope';

/** What a variant delivered. */
export interface Delivered {
  /** HTTP requests with telemetry. */
  readonly requests: number;
  /** Sentry events: reported errors. */
  readonly events: number;
  /** Sentry transactions: sampled requests. */
  readonly transactions: number;
  /** OpenTelemetry spans. */
  readonly spans: number;
}

export const NOTHING: Delivered = { requests: 0, events: 0, transactions: 0, spans: 0 };

/** Adds one request with telemetry, for Sentry or by OTLP, which its path tells. */
export function addRequest(so: Delivered, path: string, body: Buffer): Delivered {
  const isEnvelope = path.includes('/envelope');
  const items = isEnvelope ? envelopeItems(body) : { events: 0, transactions: 0 };
  return {
    requests: so.requests + 1,
    events: so.events + items.events,
    transactions: so.transactions + items.transactions,
    spans: so.spans + (path.includes('/v1/traces') ? spansIn(body) : 0),
  };
}
