import { ecsFormat } from './ecs-format';
import { otelFormat } from './otel-format';
import { prettyFormat } from './pretty-format';
import { simpleFormat } from './simple-format';

export const LOG_FORMATS = ['json', 'ecs', 'otel', 'pretty', 'simple'] as const;

/** How a line looks: the names of docs/signals/logs.md, those of a standard, or text for people. */
export type LogFormat = (typeof LOG_FORMATS)[number];

/** Makes a line of another form out of a JSON line; both with their newline. */
export type Formatter = (line: string) => string;

const MAKERS: Readonly<Record<LogFormat, (isColoured: boolean) => Formatter | undefined>> = {
  json: () => undefined,
  ecs: () => ecsFormat,
  otel: () => otelFormat,
  pretty: prettyFormat,
  simple: () => simpleFormat,
};

/**
 * What makes lines of the format; nothing for JSON, which they are already.
 * @param isColoured whether the text may have colours; only `pretty` has any
 * @throws PrettyMissingError without pino-pretty
 */
export function formatterOf(format: LogFormat, isColoured: boolean): Formatter | undefined {
  return MAKERS[format](isColoured);
}

/** What a developer reads on a terminal: `pretty` where its package is installed. */
export function formatForPeople(): LogFormat {
  try {
    formatterOf('pretty', false);
    return 'pretty';
  } catch {
    return 'simple';
  }
}
