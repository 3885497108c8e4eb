import type { DropReporter } from '../../core';
import type { Envelope, EnvelopeFunctions } from './envelope-functions';
import type { ErrorDelivery } from './error-delivery';
import { CAUSES } from './drop-reasons';
import { serializedEnvelope } from './serialized-envelope';
import type { SerializedEnvelope } from './serialized-envelope';

type Writing = Pick<EnvelopeFunctions, 'serializeEnvelope' | 'envelopeItemTypeToDataCategory'>;

/** The size of an event that Sentry accepts, in bytes. */
const MAX_BYTES = 1_048_576;
/** Without a limit of its own, a flush waits this long, in milliseconds. */
const FLUSH_LIMIT_MS = 5000;

/**
 * What Sentry's client takes for its transport: an envelope is written at once, so that nothing of
 * the app is kept alive by one that waits, and goes into the delivery.
 */
export class SentryTransport {
  constructor(
    private readonly delivery: ErrorDelivery,
    private readonly core: Writing,
    private readonly drops: DropReporter,
  ) {}

  /** The client ignores the response; the delivery handles rate limits. */
  send(envelope: Envelope): Promise<object> {
    const written = this.written(envelope);
    // Attachments have limits of their own, at Sentry's.
    const isEvent = written.isError && written.categories.length === 1;
    const isTooLarge = isEvent && written.body.length > MAX_BYTES;
    if (isTooLarge) this.drops.dropped(1, CAUSES.too_large, 'too_large');
    else this.delivery.take(written);
    return Promise.resolve({});
  }

  flush(limitMs: number = FLUSH_LIMIT_MS): Promise<boolean> {
    return this.delivery.flush(limitMs);
  }

  private written(envelope: Envelope): SerializedEnvelope {
    const [, items] = envelope;
    const categories = items.map(([{ type }]) => this.core.envelopeItemTypeToDataCategory(type));
    return serializedEnvelope(Buffer.from(this.core.serializeEnvelope(envelope)), categories);
  }
}
