/** One field of a protobuf message: its number, and its bytes, or its number in full. */
export interface Field {
  readonly number: number;
  readonly bytes: Buffer;
  readonly value: bigint;
}

const NONE = Buffer.alloc(0);

/** Reads a message, field by field: https://protobuf.dev/programming-guides/encoding. */
export function fieldsOf(message: Buffer): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): bigint => {
    for (let value = 0n, shift = 0n; ; shift += 7n) {
      const byte = message.readUInt8(at++);
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const bytes = (length: number): Buffer => message.subarray(at, (at += length));
  while (at < message.length) {
    const tag = Number(varint());
    const number = tag >> 3;
    switch (tag & 7) {
      case 0:
        fields.push({ number, bytes: NONE, value: varint() });
        break;
      case 1: {
        const word = bytes(8);
        fields.push({ number, bytes: word, value: word.readBigUInt64LE() });
        break;
      }
      case 2:
        fields.push({ number, bytes: bytes(Number(varint())), value: 0n });
        break;
      case 5: {
        const word = bytes(4);
        fields.push({ number, bytes: word, value: BigInt(word.readUInt32LE()) });
        break;
      }
      default:
        throw new Error(`a field of kind ${tag & 7}`);
    }
  }
  return fields;
}

/** The messages, texts or words under a number. */
export function all(fields: readonly Field[], number: number): Buffer[] {
  return fields.filter((field) => field.number === number).map(({ bytes }) => bytes);
}

/** The last one under a number; empty where there is none. */
export function last(fields: readonly Field[], number: number): Field {
  return fields.findLast((field) => field.number === number) ?? { number, bytes: NONE, value: 0n };
}
