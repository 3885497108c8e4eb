/** The overhead of a kept call. */
const BYTES_OF_A_LINE = 100;
/** The maximum number of keys that are read; larger objects rarely hold text. */
const MAX_KEYS = 32;

/**
 * Roughly how many bytes a kept call retains: its texts and buffers, and those directly inside objects.
 * Calls no getter, so that no code of the app runs.
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
    // A proxy may throw.
    return 0;
  }
}
