import { oneLineJson, rules } from '../../../core';

/** The maximum length of a line, in bytes. */
export const MAX_LINE_LENGTH = 262_144;
/** What a format may add to a line. */
const SLACK = 8192;
const MAX_BYTES_OF_A_CHARACTER = 3;
/** Longer lines are not worth parsing. */
const MAX_READ_LENGTH = 16 * MAX_LINE_LENGTH;
const MAX_MESSAGE_LENGTH = 1024;
const MAX_ITEMS = 100;

type Fields = Record<string, unknown>;

/** The fields that are kept of a line that is still too long after truncation; all are short. */
const KEPT = [
  'level',
  'timestamp',
  'service',
  'version',
  'environment',
  'logger',
  'context',
  'method',
  'request_id',
  'trace_id',
  'span_id',
] as const;

/** The line, or if it is too long a truncated one that is marked so: still JSON, newline included. */
export function cutLine(line: string, mostBytes = MAX_LINE_LENGTH): string {
  if (line.length * MAX_BYTES_OF_A_CHARACTER <= mostBytes) return line;
  const bytes = Buffer.byteLength(line);
  if (bytes <= mostBytes) return line;
  const fields = fieldsOf(line) ?? { message: 'the line was too long' };
  const marked = { ...fields, truncated: true, original_bytes: bytes };
  return `${shortened(marked, mostBytes - Math.min(SLACK, mostBytes / 8))}\n`;
}

function fieldsOf(line: string): Fields | undefined {
  if (line.length > MAX_READ_LENGTH) return undefined;
  try {
    const fields: unknown = JSON.parse(line);
    return rules.isPlainObject(fields) ? fields : undefined;
  } catch {
    return undefined;
  }
}

/** Truncates texts and lists, ever shorter, until the line fits; fields of the app first. */
function shortened(fields: Fields, mostBytes: number): string {
  for (const longest of [16_384, 2048, 256]) {
    const text = oneLineJson(
      JSON.stringify(fields, (_, value: unknown) => cutValue(value, longest)),
    );
    if (Buffer.byteLength(text) <= mostBytes) return text;
  }
  const { message, truncated, original_bytes } = fields;
  const kept = Object.fromEntries(KEPT.map((key) => [key, cutValue(fields[key], 256)]));
  const cut = {
    ...kept,
    message: cutValue(message, MAX_MESSAGE_LENGTH),
    truncated,
    original_bytes,
  };
  return oneLineJson(JSON.stringify(cut));
}

function cutValue(value: unknown, longest: number): unknown {
  if (typeof value === 'string' && value.length > longest) return `${value.slice(0, longest)}…`;
  if (Array.isArray(value) && value.length > MAX_ITEMS) return value.slice(0, MAX_ITEMS);
  return value;
}
