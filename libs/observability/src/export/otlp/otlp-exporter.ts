import type { ReadableSpan } from './readable-span';
import type { ExitFlush } from '../exit/exit-flush';
import type { OtlpSender } from './otlp-sender';
import type { SpanExporter } from './span-queue';
import type { SpanBatch, SpanWriter } from './waiting-spans';

/** What is used of @opentelemetry/otlp-transformer, which is optional. */
export interface SpanSerializer {
  serializeRequest(spans: ReadableSpan[]): Uint8Array | undefined;
  deserializeResponse(body: Uint8Array): {
    partialSuccess?: { rejectedSpans?: unknown; errorMessage?: string };
  };
}

/** What an exporter needs. */
export interface ExporterParts {
  readonly serializer: SpanSerializer;
  readonly sender: OtlpSender;
  /** Waits until it is known whose spans they are. */
  readonly settleResource: () => Promise<void>;
  /** The span without secrets. */
  readonly redact: (span: ReadableSpan) => ReadableSpan;
}

/** Serializes spans as OTLP and sends them. */
export class OtlpExporter implements SpanExporter {
  private knowsResource = false;

  constructor(private readonly parts: ExporterParts) {}

  async export(batch: SpanBatch): Promise<{ dropped: number; reason: string }> {
    const { sender, settleResource } = this.parts;
    await settleResource();
    this.knowsResource = true;
    const body = this.bodyOf(batch);
    if (!body) return { dropped: batch.size, reason: 'they cannot be serialized as OTLP' };
    const answer = await sender.send(body);
    if (!answer.isTaken) return { dropped: batch.size, reason: answer.reason };
    return this.rejectedOf(answer.body);
  }

  /** Not before the resource is known. */
  readonly write: SpanWriter = (spans) => (this.knowsResource ? this.written(spans) : undefined);

  cut(): void {
    this.parts.sender.cut();
  }

  exitFlush(batches: readonly SpanBatch[]): ExitFlush {
    return this.parts.sender.exitFlush(batches.flatMap((batch) => this.bodyOf(batch) ?? []));
  }

  /** Undefined when they cannot be serialized. */
  private bodyOf({ written, spans }: SpanBatch): Uint8Array | undefined {
    const rest = spans.length > 0 ? this.written(spans) : undefined;
    if (spans.length > 0 && !rest) return undefined;
    return Buffer.concat(rest ? [...written, rest] : written);
  }

  private written(spans: readonly ReadableSpan[]): Uint8Array | undefined {
    const { redact, serializer } = this.parts;
    return serializer.serializeRequest(spans.map(redact));
  }

  /** A back end may accept a batch and reject some of its spans; its response says how many. */
  private rejectedOf(body: Buffer): { dropped: number; reason: string } {
    try {
      const { partialSuccess } = this.parts.serializer.deserializeResponse(body);
      // A number, or what older versions of the package make of 64 bits.
      const rejected: unknown = partialSuccess?.rejectedSpans ?? 0;
      const reason = partialSuccess?.errorMessage || 'the back end rejected some of them';
      return { dropped: Number(rejected), reason };
    } catch {
      // Not the response that OTLP specifies, but the batch was accepted.
      return { dropped: 0, reason: '' };
    }
  }
}
