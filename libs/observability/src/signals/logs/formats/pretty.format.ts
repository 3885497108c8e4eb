import {
  bundleRemedy,
  loadPackage,
  ObservabilityError,
  oneLine,
  oneLineJson,
  paragraph,
} from '../../../core';
import type { HttpFacts } from './line.record';

/** A log format is 'pretty' and pino-pretty is not installed. */
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
  readonly http?: HttpFacts;
}

type PrettyFactory = (options: object) => (line: string) => string;

/** Lines for people, over several rows where there is a stack. @throws PrettyMissingError without pino-pretty */
export function prettyFormat(isColoured: boolean): (line: string) => string {
  const pretty = loadPretty()({
    colorize: isColoured,
    messageKey: 'message',
    timestampKey: 'timestamp',
    messageFormat: sentenceOf,
    ignore: 'service,version,environment,logger,method,trace_id,span_id,user_id,http',
    singleLine: true,
    translateTime: 'SYS:HH:MM:ss.l',
  });
  return (line) => pretty(escapedTwice(oneLineJson(line)));
}

/** So that escapes like `\u202e` are still there when the JSON has been read. */
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

/** An access line says its facts; all other lines say their message. */
function sentenceOf({ message = '', http }: PrettyLine): string {
  if (http?.status === undefined) return paragraph(message);
  return oneLine(
    `${http.method} ${http.path ?? ''} ${http.status} in ${http.duration_ms ?? '?'} ms`,
  );
}
