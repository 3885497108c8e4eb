import { ecsFormat } from './ecs-format';
import { otelFormat } from './otel-format';
import { prettyFormat } from './pretty-format';
import { simpleFormat } from './simple-format';

export const LOG_FORMATS = ['json', 'ecs', 'otel', 'pretty', 'simple'] as const;

/** The format of a line: the names of docs/signals/logs.md, those of a standard, or human-readable text. */
export type LogFormat = (typeof LOG_FORMATS)[number];

/** Converts a JSON line to another format; both with their newline. */
export type Formatter = (line: string) => string;

const MAKERS: Readonly<Record<LogFormat, (isColoured: boolean) => Formatter | undefined>> = {
  json: () => undefined,
  ecs: () => ecsFormat,
  otel: () => otelFormat,
  pretty: prettyFormat,
  simple: () => simpleFormat,
};

/**
 * The formatter; undefined for JSON, which lines are already.
 * @param isColoured whether the text may have colours; only `pretty` has any
 * @throws PrettyMissingError without pino-pretty
 */
export function formatterOf(format: LogFormat, isColoured: boolean): Formatter | undefined {
  return MAKERS[format](isColoured);
}

/** The format for a developer's terminal: `pretty` if its package is installed. */
export function formatForPeople(): LogFormat {
  try {
    formatterOf('pretty', false);
    return 'pretty';
  } catch {
    return 'simple';
  }
}
