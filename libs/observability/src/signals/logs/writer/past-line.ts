import { symbols } from 'pino';
import type { Logger } from 'pino';
import type { Redactor, RequestContext } from '../../../core';
import { withBound } from '../records/bound-fields';
import { LEVEL_NUMBERS } from '../records/level';
import type { LogDestination } from '../destinations/log-destination';
import { safeCall } from '../records/log-arguments';
import { contextFields, PreparedRecord } from '../records/log-record';
import type { LogFields } from '../records/log-record';
import { beginWriting } from './pino.adapter';
import type { TailLine } from './tail-ring';

/** The internals of pino's loggers; its package exports the symbols. */
interface Inside {
  [symbols.timeSym](): string;
  [symbols.streamSym]: LogDestination;
  [symbols.writeSym](fields: object, message: string, level: number): void;
}

/**
 * Writes a line that was logged earlier, as its logger would have done then: with its own time, marked
 * `tail`. Destinations get it at info or above, so that those without debug lines get it too.
 */
export function writePastLine(
  { logger, level, at, given }: TailLine,
  context: RequestContext,
  redactor: Redactor,
): void {
  const [first, second] = safeCall(given, redactor).written;
  const isText = typeof first === 'string';
  const record: LogFields = isText ? {} : (first as PreparedRecord);
  const said = withBound(contextFields(context), { ...record, tail: true });
  const fields = new PreparedRecord(said);
  beginWriting(logger);
  inThePast(logger, at)[symbols.writeSym](fields, String(isText ? first : second), level);
}

/** The logger at another time. pino reads the time and stream of a logger by these symbols. */
function inThePast(logger: Logger, at: number): Inside {
  const inside = Object.create(logger) as Inside;
  const { [symbols.streamSym]: stream } = inside;
  return Object.assign(inside, {
    [symbols.timeSym]: () => `,"timestamp":"${new Date(at).toISOString()}"`,
    [symbols.streamSym]: { write: (line: string) => stream.write(line, LEVEL_NUMBERS.info) },
  });
}
