import { oneLine, oneLineJson } from '../../../core';
import { readLine } from './line-record';

/** Fields that all lines have in common are omitted. */
const LEFT_OUT = new Set([
  'level',
  'timestamp',
  'logger',
  'message',
  'service',
  'version',
  'environment',
]);
const WIDEST_LEVEL = 5;
const NEEDS_QUOTES = /[\s"=]|^$/;

/** One readable line without colours: time, level, logger, message, then everything else as key=value. */
export function simpleFormat(line: string): string {
  const record = readLine(line);
  const { timestamp, level, logger = '-', message } = record;
  const others = Object.entries(record)
    .filter(([key]) => !LEFT_OUT.has(key))
    .flatMap(([key, value]) => pairs(key, value));
  const head = `${timestamp} ${level.toUpperCase().padEnd(WIDEST_LEVEL)} ${logger}: ${oneLine(message)}`;
  return `${[head, ...others].join(' ')}\n`;
}

/** For an object, one pair for each of its values, `http.status=200`. */
function pairs(key: string, value: unknown): string[] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([inner, item]) => pairs(`${key}.${inner}`, item));
  }
  return [`${oneWord(key)}=${quotedIfNeeded(value)}`];
}

function quotedIfNeeded(value: unknown): string {
  const isBare = typeof value === 'string' && !NEEDS_QUOTES.test(value) && oneLine(value) === value;
  return isBare ? value : oneLineJson(JSON.stringify(value));
}

/** Keys may come from users, if an app logs what it received. */
function oneWord(key: string): string {
  return oneLine(key).replaceAll(/[\s"=]/g, '_');
}
