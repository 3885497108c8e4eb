import { all, fieldsOf, last } from './protobuf';

/** A span as the back end has received it. */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** '' where it begins the trace. */
  readonly parentSpanId: string;
  readonly name: string;
  /** 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  readonly durationMs: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly events: readonly { readonly name: string; readonly attributes: object }[];
  /** Spans that it is linked to and does not continue. */
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  /** 0 unset, 1 ok, 2 error. */
  readonly status: number;
  readonly resource: Readonly<Record<string, unknown>>;
  readonly scope: string;
}

/**
 * Reads an ExportTraceServiceRequest:
 * https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto
 */
export function spansOf(request: Buffer): ReceivedSpan[] {
  return all(fieldsOf(request), 1)
    .map(fieldsOf)
    .flatMap((resourceSpans) => {
      const resource = attributesOf(fieldsOf(last(resourceSpans, 1).bytes), 1);
      return all(resourceSpans, 2)
        .map(fieldsOf)
        .flatMap((scopeSpans) => {
          const scope = text(last(fieldsOf(last(scopeSpans, 1).bytes), 1).bytes);
          return all(scopeSpans, 2).map((span) => spanOf(span, resource, scope));
        });
    });
}

function spanOf(span: Buffer, resource: Record<string, unknown>, scope: string): ReceivedSpan {
  const fields = fieldsOf(span);
  const events = all(fields, 11).map(fieldsOf);
  return {
    traceId: last(fields, 1).bytes.toString('hex'),
    spanId: last(fields, 2).bytes.toString('hex'),
    parentSpanId: last(fields, 4).bytes.toString('hex'),
    name: text(last(fields, 5).bytes),
    kind: Number(last(fields, 6).value),
    durationMs: Number(last(fields, 8).value - last(fields, 7).value) / 1e6,
    attributes: attributesOf(fields, 9),
    events: events.map((event) => ({
      name: text(last(event, 2).bytes),
      attributes: attributesOf(event, 3),
    })),
    links: all(fields, 13)
      .map(fieldsOf)
      .map((link) => ({
        traceId: last(link, 1).bytes.toString('hex'),
        spanId: last(link, 2).bytes.toString('hex'),
      })),
    status: Number(last(fieldsOf(last(fields, 15).bytes), 3).value),
    resource,
    scope,
  };
}

function attributesOf(fields: ReturnType<typeof fieldsOf>, number: number) {
  const pairs = all(fields, number).map((pair): [string, unknown] => {
    const parts = fieldsOf(pair);
    return [text(last(parts, 1).bytes), valueOf(last(parts, 2).bytes)];
  });
  return Object.fromEntries(pairs);
}

/** An AnyValue: text, boolean, whole number, number, list. */
function valueOf(value: Buffer): unknown {
  const field = fieldsOf(value)[0];
  switch (field?.number) {
    case 1:
      return text(field.bytes);
    case 2:
      return field.value === 1n;
    case 3:
      return Number(BigInt.asIntN(64, field.value));
    case 4:
      return field.bytes.readDoubleLE();
    case 5:
      return all(fieldsOf(field.bytes), 1).map(valueOf);
    default:
      return undefined;
  }
}

function text(bytes: Buffer): string {
  return bytes.toString('utf8');
}
