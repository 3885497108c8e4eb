import {
  bundleRemedy,
  loadPackage,
  ObservabilityError,
  oneLine,
  oneLineJson,
  paragraph,
} from '../../../core';
import { readLine, stackOf } from './line-record';
import type { HttpFacts } from './line-record';

/** A log format is 'pretty', but pino-pretty is not installed. */
export class PrettyMissingError extends ObservabilityError {
  readonly code = 'LOGS_PRETTY_MISSING';

  static because(cause: unknown): PrettyMissingError {
    return new PrettyMissingError(
      'logs.format is "pretty", which needs the package pino-pretty. ' +
        'Install it (npm install --save-dev pino-pretty) or use the format "json".' +
        bundleRemedy('pino-pretty'),
      { cause },
    );
  }
}

interface PrettyLine {
  readonly message?: string;
  readonly context?: string;
  readonly http?: HttpFacts;
}

const INDENT = '    ';

type PrettyFactory = (options: object) => (line: string) => string;

/** Human-readable lines, with several rows if there is a stack. @throws PrettyMissingError without pino-pretty */
export function prettyFormat(isColoured: boolean): (line: string) => string {
  const pretty = loadPretty()({
    colorize: isColoured,
    messageKey: 'message',
    timestampKey: 'timestamp',
    messageFormat: sentenceOf,
    ignore:
      'service,version,environment,logger,context,method,trace_id,span_id,user_id,http,exception',
    singleLine: true,
    translateTime: 'SYS:HH:MM:ss.l',
  });
  return (line) => pretty(escapedTwice(oneLineJson(line))) + stackLinesOf(line);
}

/** The stack of the error, causes included, as Node prints it. */
function stackLinesOf(line: string): string {
  if (!line.includes('"exception":')) return '';
  const { exception } = readLine(line);
  return exception ? `${INDENT}${paragraph(stackOf(exception))}\n` : '';
}

/** So that escapes like `\u202e` are kept when the JSON is parsed. */
function escapedTwice(json: string): string {
  return json.replaceAll(/\\./g, (escape) => (escape === '\\u' ? String.raw`\\u` : escape));
}

function loadPretty(): PrettyFactory {
  try {
    const pretty = loadPackage('pino-pretty') as { prettyFactory: PrettyFactory };
    return pretty.prettyFactory;
  } catch (cause) {
    throw PrettyMissingError.because(cause);
  }
}

/** The logger is first; then the facts of an access line, or the message. */
function sentenceOf({ message = '', context, http }: PrettyLine): string {
  const { method, path, route, status, duration_ms: duration = '?' } = http ?? {};
  const place = method === undefined ? '' : `${oneLine(`${method} ${path ?? route ?? ''}`)} `;
  if (status !== undefined) return `${place}${status} in ${duration} ms`;
  const speaker = context === undefined ? '' : `[${oneLine(context)}] `;
  return `${speaker}${place}${paragraph(message)}`;
}
