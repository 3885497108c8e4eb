import type { ReadableSpan } from './readable-span';
import type { Redactor } from '../../core';
import type { ExitFlush } from '../../export';
import { LeanSpan } from './lean-span';
import type { OtlpSender } from './otlp-sender';
import { safeSpan } from './safe-span';
import type { Sdk } from './sdk';
import type { SpanCarrier } from './span-queue';
import type { SpanResource } from './span-resource';
import type { SpanBatch, SpanWriter } from './waiting-spans';

/** What a carrier works with. */
export interface CarrierParts {
  readonly serializer: Sdk['serializer'];
  readonly resource: SpanResource;
  readonly sender: OtlpSender;
  readonly redactor: Redactor;
}

/** Writes spans as OTLP and sends them. */
export class OtlpCarrier implements SpanCarrier {
  private knowsResource = false;

  constructor(private readonly parts: CarrierParts) {}

  async carry(batch: SpanBatch): Promise<{ lost: number; reason: string }> {
    const { resource, sender } = this.parts;
    await resource.settle();
    this.knowsResource = true;
    const body = this.bodyOf(batch);
    if (!body) return { lost: batch.size, reason: 'they cannot be written as OTLP' };
    const answer = await sender.send(body);
    if (!answer.isTaken) return { lost: batch.size, reason: answer.reason };
    return this.refusedOf(answer.body);
  }

  /** Not before it is known whose they are. */
  readonly write: SpanWriter = (spans) => (this.knowsResource ? this.written(spans) : undefined);

  cut(): void {
    this.parts.sender.cut();
  }

  lastPost(batches: readonly SpanBatch[]): ExitFlush {
    return this.parts.sender.lastPost(batches.flatMap((batch) => this.bodyOf(batch) ?? []));
  }

  /** Undefined when they cannot be written. */
  private bodyOf({ written, spans }: SpanBatch): Uint8Array | undefined {
    const rest = spans.length > 0 ? this.written(spans) : undefined;
    if (spans.length > 0 && !rest) return undefined;
    return Buffer.concat(rest ? [...written, rest] : written);
  }

  private written(spans: readonly ReadableSpan[]): Uint8Array | undefined {
    const { redactor, serializer } = this.parts;
    const safe = spans.map((span) => (span instanceof LeanSpan ? span : safeSpan(span, redactor)));
    return serializer.serializeRequest(safe);
  }

  /** A back end may take a batch and refuse some of it, and says so in its answer. */
  private refusedOf(body: Buffer): { lost: number; reason: string } {
    try {
      const { partialSuccess } = this.parts.serializer.deserializeResponse(body);
      // A number, or what older versions of the package make of 64 bits.
      const refused: unknown = partialSuccess?.rejectedSpans ?? 0;
      const reason = partialSuccess?.errorMessage || 'the back end refuses some of them';
      return { lost: Number(refused), reason };
    } catch {
      // Not the response that OTLP specifies, but the batch was accepted.
      return { lost: 0, reason: '' };
    }
  }
}
