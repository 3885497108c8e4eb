import { createRequire } from 'node:module';
import { ObservabilityError } from '../../core';
import type { LogDestination } from './logs.options';

/** `logs.format` is 'pretty' and pino-pretty is not installed. */
export class PrettyMissingError extends ObservabilityError {
  readonly code = 'LOGS_PRETTY_MISSING';

  static because(cause: unknown): PrettyMissingError {
    return new PrettyMissingError(
      'logs.format is "pretty", which needs the package pino-pretty. ' +
        'Install it (npm install --save-dev pino-pretty) or use the format "json".',
      { cause },
    );
  }
}

type PrettyFactory = (options: { colorize: boolean }) => (line: string) => string;

/** Makes lines for people out of JSON lines. @throws PrettyMissingError without pino-pretty */
export function prettyDestination(target: LogDestination, colorize: boolean): LogDestination {
  const prettify = loadPretty()({
    colorize,
    messageKey: 'message',
    timestampKey: 'timestamp',
    ignore: 'service,version,environment,span_id,user_id',
    singleLine: true,
    translateTime: 'SYS:HH:MM:ss.l',
  } as { colorize: boolean });
  return { write: (line) => target.write(prettify(line)) };
}

function loadPretty(): PrettyFactory {
  try {
    const pretty = createRequire(__filename)('pino-pretty') as { prettyFactory: PrettyFactory };
    return pretty.prettyFactory;
  } catch (cause) {
    throw PrettyMissingError.because(cause);
  }
}
