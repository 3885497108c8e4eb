/** Field numbers on the way to a span: TracesData.resource_spans, .scope_spans, .spans. */
const RESOURCE_SPANS = 1;
const SCOPE_SPANS = 2;
const SPANS = 2;

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;

/** Counts the spans of an OTLP request in protobuf or JSON. */
export function spansIn(body: Buffer): number {
  if (body[0] === 0x7b) return body.toString('latin1').split('"spanId"').length - 1;
  let spans = 0;
  for (const resource of messagesOf(body, RESOURCE_SPANS)) {
    for (const scope of messagesOf(resource, SCOPE_SPANS))
      spans += [...messagesOf(scope, SPANS)].length;
  }
  return spans;
}

/** The messages in one field of a protobuf message; all other fields are stepped over. */
function* messagesOf(message: Buffer, wanted: number): Generator<Buffer> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; at < message.length; shift += 7) {
      const byte = message[at++]!;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    return value;
  };
  while (at < message.length) {
    const key = varint();
    const wire = key & 7;
    const length = wire === BYTES ? varint() : wire === FIXED64 ? 8 : 4;
    if (wire === VARINT) varint();
    else {
      if (wire === BYTES && key >>> 3 === wanted) yield message.subarray(at, at + length);
      at += length;
    }
  }
}
