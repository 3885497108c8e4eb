/** What a kept call takes besides its texts. */
const BYTES_OF_A_LINE = 100;
/** Keys that are looked at; what has more is rarely text. */
const MAX_KEYS = 32;

/**
 * Roughly how many bytes a call of a logger keeps alive: the texts and buffers that it was given,
 * and those directly inside of objects. Asks no getter, so that nothing of the app's own runs.
 */
export function sizeOfCall(given: readonly unknown[]): number {
  let bytes = BYTES_OF_A_LINE;
  for (const value of given) bytes += sizeOf(value) + sizeOfParts(value);
  return bytes;
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  return ArrayBuffer.isView(value) ? value.byteLength : 0;
}

function sizeOfParts(value: unknown): number {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return 0;
  try {
    let bytes = 0;
    for (const key of Object.keys(value).slice(0, MAX_KEYS)) {
      bytes += sizeOf(Object.getOwnPropertyDescriptor(value, key)?.value);
    }
    return bytes;
  } catch {
    // A proxy may answer with an exception.
    return 0;
  }
}
