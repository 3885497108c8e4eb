import * as fc from 'fast-check';
import { PinoLogger } from 'nestjs-pino';
import type { Logger } from 'pino';
import { NestLogger } from '../../libs/observability/src/signals/logs';
import { Observer, RequestContext, runInContext } from '../../libs/observability/src/core';
import { ownPinoLogger } from '../../libs/observability/src/signals/logs';
import { WrittenLogs } from '../support/written-logs';
import { attack } from './attack';

/** Names that the library, ECS and OpenTelemetry give a meaning, and those that JavaScript does. */
const RESERVED = [
  'level',
  'timestamp',
  'time',
  'message',
  'msg',
  'logger',
  'service',
  'version',
  'pid',

  'environment',
  'hostname',
  'request_id',
  'trace_id',
  'span_id',
  'user_id',
  'exception',
  'err',
  'context',
  'method',
  'extra',
  'http',
  'graphql',
  'job',
  'handler',
  'task',
  'operation',
  'db',
  'check',
  'health',
  'call',
  'event',
  'tail',
  'truncated',
  'original_bytes',
  'client_address',
  '@timestamp',
  'log.level',
  'log',
  'ecs.version',
  'service.name',
  'trace.id',
  'error',
  'app',
  'Timestamp',
  'SeverityText',
  'SeverityNumber',
  'Body',
  'TraceId',
  'SpanId',
  'Resource',
  'Attributes',
  'InstrumentationScope',
  'request.id',
  'exception.message',
  'http.route',
  '__proto__',
  'constructor',
  'prototype',
  'toJSON',
  'hasOwnProperty',
  'serializers',
  '',
];

/** An own field of that name, whatever the name. */
function fieldsOf(pairs: readonly (readonly [string, unknown])[]): object {
  const fields = {};
  for (const [name, value] of pairs) {
    Object.defineProperty(fields, name, { value, enumerable: true, configurable: true });
  }
  return fields;
}

const value = fc.oneof(
  fc.constantFrom<unknown>('forged', 'fatal', 60, 0, -1, Number.NaN, true, null, undefined, 7n),
  fc.constantFrom<unknown>(
    [],
    ['forged'],
    {},
    { level: 'fatal' },
    new Error('forged'),
    Symbol('x'),
  ),
  fc.constantFrom<unknown>(() => 'forged', { toJSON: () => 'forged' }, new Map([['level', 1]])),
);
const fields = fc
  .array(fc.tuple(fc.constantFrom(...RESERVED), value), { minLength: 1, maxLength: 4 })
  .map(fieldsOf);

const logs = new WrittenLogs();
const TEXT = 'said by the app';

function forge(): unknown {
  return { level: 'fatal', request_id: 'forged' };
}

/** A child that is made with every option that pino knows. */
function childOf(logger: Logger, given: object): Pick<Logger, 'info'> {
  return logger.child(given, {
    serializers: { level: forge, exception: forge, message: forge, part: forge },
    formatters: { level: forge, bindings: forge, log: forge } as never,
    customLevels: { shout: 35 },
  });
}

/** Every way in which an app hands over fields. */
const WAYS: Readonly<Record<string, (given: object, logger: Logger) => void>> = {
  logged: (given, logger) => logger.info(given, TEXT),
  child: (given, logger) => logger.child(given).info(TEXT),
  'child of a child': (given, logger) => logger.child(given).child(given).info(given, TEXT),
  'child with options': (given, logger) => childOf(logger, given).info(TEXT),
  setBindings: (given, logger) => {
    const child = logger.child({});
    child.setBindings(given);
    child.setBindings(given);
    child.info(TEXT);
  },
  PinoLogger: (given, logger) => {
    const pinoLogger = ownPinoLogger({ PinoLogger }, logger);
    pinoLogger.setContext('Shop');
    pinoLogger.info(given, TEXT);
  },
  'a child of PinoLogger': (given, logger) =>
    ownPinoLogger({ PinoLogger }, logger).logger.child(given).info({ part: 1 }, TEXT),
  "Nest's Logger": (given) => new NestLogger(() => logs.logs.loggers).log(TEXT, given, 'Shop'),
  "Nest's Logger, as the message": (given) => new NestLogger(() => logs.logs.loggers).log(given),
};

const CASES = fc.tuple(fc.constantFrom(...Object.keys(WAYS)), fields);

describe('what an app binds or logs', () => {
  const owner = new Observer([]);

  attack(
    'M3',
    'never stands in the place of a field of the library, in any format',
    CASES,
    ([way, given]) => {
      const context = new RequestContext(owner, {
        requestId: 'req-7',
        user: () => ({ id: 'ada' }),
      });
      runInContext(context, () => WAYS[way]?.(given, logs.logs.logger));
      const { json, ecs, otel } = logs.take();

      expect(read(json)).toMatchObject({
        level: 'info',
        service: 'shop',
        version: '1',
        environment: 'production',
        logger: 'app',
        request_id: 'req-7',
        trace_id: context.traceId,
        span_id: context.spanId,
        timestamp: expect.stringMatching(/^\d{4}-/),
        user_id: 'ada',
        // An object has its own text, or that of its error, where the app says no other.
        message: way.endsWith('message') ? expect.any(String) : TEXT,
      });
      expect(Object.keys(read(json)).filter((name) => !OURS.has(name))).toEqual([]);
      expect(read(ecs)).toMatchObject({
        'log.level': 'info',
        'ecs.version': '8.11.0',
        'service.name': 'shop',
        'trace.id': context.traceId,
        'http.request.id': 'req-7',
        '@timestamp': read(json)['timestamp'],
      });
      expect(read(otel)).toMatchObject({
        SeverityText: 'INFO',
        SeverityNumber: 9,
        TraceId: context.traceId,
        Resource: { 'service.name': 'shop' },
        Attributes: { 'request.id': 'req-7' },
      });
    },
    { runs: 500 },
  );

  attack('M3', 'stands once on its line, below `extra`', fc.tuple(fields, fields), ([one, two]) => {
    const { logger } = logs.logs;
    logger
      .child({ part: 'first', ...one })
      .child({ part: 'second' })
      .info(two, TEXT);

    const { json, simple } = logs.take();
    expect(read(json)['extra']).toMatchObject({ part: 'second' });
    expect(simple.match(/extra\.part=/g)).toHaveLength(1);
  });
});

/** What may stand at the top of a line that an app logs; `context` and `method` are its own to say. */
const OURS = new Set([
  'level',
  'timestamp',
  'service',
  'version',
  'environment',
  'logger',
  'context',
  'method',
  'user_id',
  'request_id',
  'trace_id',
  'span_id',
  'exception',
  'extra',
  'message',
]);

/** The line, in which no name stands twice at the same depth. */
function read(line: string): Record<string, unknown> {
  const parsed = JSON.parse(line) as Record<string, unknown>;
  expect(line).toBe(`${JSON.stringify(parsed)}\n`);
  return parsed;
}
