import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import type { Redactor } from '../../core';
import type { OtlpSender } from './otlp-sender';
import { safeSpan } from './safe-span';
import type { Sdk } from './sdk';
import type { SpanCarrier } from './span-queue';
import type { SpanResource } from './span-resource';

/** What a carrier works with. */
export interface CarrierParts {
  readonly serializer: Sdk['serializer'];
  readonly resource: SpanResource;
  readonly sender: OtlpSender;
  readonly redactor: Redactor;
}

/** Writes spans as OTLP and sends them. */
export class OtlpCarrier implements SpanCarrier {
  constructor(private readonly parts: CarrierParts) {}

  async carry(batch: ReadableSpan[]): Promise<{ lost: number; reason: string }> {
    const { redactor, resource, sender, serializer } = this.parts;
    await resource.settle();
    const body = serializer.serializeRequest(batch.map((span) => safeSpan(span, redactor)));
    if (!body) return { lost: batch.length, reason: 'they cannot be written as OTLP' };
    const answer = await sender.send(body);
    if (!answer.isTaken) return { lost: batch.length, reason: answer.reason };
    return this.refusedOf(answer.body);
  }

  cut(): void {
    this.parts.sender.cut();
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
      // Not the answer that OTLP asks for, but the batch was taken.
      return { lost: 0, reason: '' };
    }
  }
}
