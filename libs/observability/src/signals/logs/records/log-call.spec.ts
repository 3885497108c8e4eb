import * as fc from 'fast-check';
import { Logger as NestjsPinoLogger, PinoLogger } from 'nestjs-pino';
import type { Logger } from 'pino';
import { recordedLoggers } from '../testing/recorded-loggers';
import type { RecordedLine } from '../testing/recorded-loggers';
import { Observer, Redactor, RequestContext, runInContext } from '../../../core';
import { assignFields } from './assigned-fields';
import { eventRecord } from './event-record';
import { NestLogger } from '../bridges/nest-logger';
import { guardNestjsPino, ownPinoLogger } from '../bridges/nestjs-pino.guard';

/** A value that a logger is given, and the texts in it, each of which belongs on the line. */
interface Given {
  /** Made late: what refuses to be read cannot be printed when a case fails. */
  readonly value: () => unknown;
  readonly texts: readonly string[];
  /** Whether the message of the line can be made of it. */
  readonly isMessage?: boolean;
}

let count = 0;

/** A text that stands in no other. */
function word(): string {
  count += 1;
  return `w${String(count)}x`;
}

class Unnamed extends Error {}
const stackOf = ({ stack = '' }: Error): string => stack;

const FRAMES = '\n    at place (orders.service.ts:7:3)\n    at async run (/app/main.js:1:1)';

/** What has a line that begins with `at` or looks like it, with frames and without. */
const TEXTS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `met\n at ${text}`,
  (text) => `met\n    at ${text}`,
  (text) => `met\nat ${text}\n`,
  (text) => `arrives\n    at 10:30:15 ${text}`,
  (text) => `\n    at ${text}`,
  (text) => `${text}${FRAMES}`,
  (text) => `Failed: Error: ${text}${FRAMES}`,
  (text) => `TypeError: ${text}\nsecond line${FRAMES}`,
  (text) => `Error${FRAMES} ${text}`,
  (text) => `${FRAMES}\n${text}`,
  (text) => `${text} %s %d %`,
];

const text = fc.constantFrom(...TEXTS).map((make): Given => {
  const made = word();
  return { value: () => make(made), texts: [made], isMessage: true };
});

function errorOf(message: string): Error {
  return Object.assign(new TypeError(message), { name: 'CustomError' });
}

const error = fc.constantFrom<(message: string) => unknown>(
  (message) => new Error(message),
  errorOf,
  (message) => Object.freeze(new RangeError(message)),
  (message) => Object.assign(new Error(message), { stack: undefined }),
);

const OBJECTS: readonly ((value: unknown) => unknown)[] = [
  (value) => ({ k: value }),
  (value) => [value],
  (value) => ({ err: value, k: 1 }),
  (value) => ({ error: value }),
  (value) => ({ exception: value }),
  (value) => ({ context: value }),
  (value) => ({ method: value }),
  (value) => ({ details: value }),
  (value) => ({ stack: value }),
  (value) => ({ level: value, time: value, trace_id: value, extra: value }),
  (value) => Object.assign(Object.create(null), { nested: { value } }),
];

const NAMES = ['msg', 'message'];

const given = fc.oneof(
  text,
  error.map((make): Given => {
    const made = word();
    return { value: () => make(made), texts: [made], isMessage: true };
  }),
  fc
    .tuple(fc.constantFrom(...OBJECTS), text)
    .map(([make, { value, texts }]): Given => ({ value: () => make(value()), texts })),
  fc.tuple(fc.constantFrom(...NAMES), text).map(([name, { value, texts }]): Given => ({
    value: () => ({ [name]: value() }),
    texts,
    isMessage: true,
  })),
  fc
    .constantFrom<unknown>(undefined, null, '', 0, 7, -1, Number.NaN, true, false, 10n)
    .map((value): Given => ({ value: () => value, texts: [] })),
  fc
    .constantFrom<() => unknown>(
      () => Symbol('s'),
      () => word,
      () => revoked(),
      () => new Proxy({}, { get: refuse, ownKeys: refuse, getPrototypeOf: refuse }),
      () => new Proxy(new Error('x'), { get: refuse }),
      () => ({ toJSON: refuse }),
      () => new Date(Number.NaN),
    )
    .map((value): Given => ({ value, texts: [] })),
);

function refuse(): never {
  throw new Error('no');
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

const { loggers, lines, drops } = recordedLoggers({ level: 'trace' });
const pino = loggers.get('app');
const nest = new NestLogger(() => loggers);
guardNestjsPino();
const pinoLogger = ownPinoLogger({ PinoLogger }, pino);
pinoLogger.setContext('Shop');

type Log = (...values: readonly unknown[]) => void;

/** Reads a method whose type knows fewer orders than its users. */
function anyhow(logger: object, name: string): Log {
  return (...values) => (logger as Record<string, Log>)[name]?.(...values);
}

/** Nest's loggers are called with the class as the last argument, as `new Logger('Shop')` does. */
function withContext(logger: object, name: string): Log {
  const log = anyhow(logger, name);
  return (...values) => log(...(values.length < 2 ? [values[0], undefined] : values), 'Shop');
}

const NEST_LEVELS = ['log', 'error', 'warn', 'debug', 'verbose', 'fatal'];
const PINO_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
const child: Logger = pino.child({ part: 1 });

const WAYS = new Map<string, Log>([
  ...NEST_LEVELS.map((name) => [`Nest ${name}`, withContext(nest, name)] as const),
  ...PINO_LEVELS.map((name) => [`pino ${name}`, anyhow(pino, name)] as const),
  ...PINO_LEVELS.map((name) => [`PinoLogger ${name}`, anyhow(pinoLogger, name)] as const),
  ['child', anyhow(child, 'info')],
  ['nestjs-pino Logger', withContext(new NestjsPinoLogger(pinoLogger, {}), 'error')],
]);

function written(way: string, values: readonly unknown[]): RecordedLine {
  lines.length = 0;
  WAYS.get(way)?.(...values);
  expect(lines).toHaveLength(1);
  return lines[0]!;
}

/** Every text of a line, keys left out. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

describe('a call of a logger, whatever it is given and by whatever way', () => {
  it('writes one line with a message, in which every given text is found', () => {
    const calls = fc.tuple(
      fc.constantFrom(...WAYS.keys()),
      fc.array(given, { minLength: 1, maxLength: 4 }),
    );

    fc.assert(
      fc.property(calls, ([way, parts]) => {
        const line = written(
          way,
          parts.map(({ value }) => value()),
        );
        const all = textsIn(line).join('\n\n');

        expect([...drops.entries()]).toEqual([]);
        expect(parts.flatMap(({ texts }) => texts).filter((one) => !all.includes(one))).toEqual([]);
        if (!parts.some(({ isMessage }) => isMessage)) return;
        expect(['', 'undefined', 'null']).not.toContain(line['message']);
      }),
      { numRuns: 2500 },
    );
  });

  const STACK = `TypeError: boom${FRAMES}`;

  it.each<[string, unknown[], object]>([
    [
      'words with a line that begins with `at`',
      ['met\n    at noon'],
      { message: 'met\n    at noon' },
    ],
    ['times', ['shift\n at 10:30:15'], { message: 'shift\n at 10:30:15' }],
    ['a stack', [STACK], { message: 'boom', exception: { type: 'TypeError', traceback: STACK } }],
    [
      'a stack behind words',
      [`Failed: ${STACK}`],
      {
        message: 'Failed: TypeError: boom',
        exception: { type: 'Error', message: 'Failed: TypeError: boom' },
      },
    ],
    ['no message and a stack', [undefined, STACK], { message: 'boom' }],
    [
      'a stack of no message',
      ['failed', `Error${FRAMES}`],
      { message: 'failed', exception: { message: 'failed' } },
    ],
    [
      'calls without a first line',
      ['failed', FRAMES.slice(1)],
      {
        message: 'failed',
        exception: { type: 'Error', message: 'failed', traceback: FRAMES.slice(1) },
      },
    ],
    [
      'calls behind a line break',
      ['failed', FRAMES],
      { message: 'failed', exception: { message: 'failed', traceback: FRAMES } },
    ],
    [
      'calls without their first indent',
      ['failed', FRAMES.trim()],
      { message: 'failed', exception: { message: 'failed', traceback: FRAMES.trim() } },
    ],
    [
      'calls alone',
      [FRAMES],
      { message: 'at place (orders.service.ts:7:3)', exception: { traceback: FRAMES } },
    ],
    [
      'one call, as of a stack that is logged line by line',
      ['    at f (a.js:1:2)'],
      { message: '    at f (a.js:1:2)' },
    ],
    [
      'an error of a class without a name and its stack',
      [new Unnamed('cold'), stackOf(new Unnamed('cold'))],
      { message: 'cold', exception: { type: 'Unnamed', message: 'cold' } },
    ],
    ['an error that has neither', [new Error('')], { message: 'Error' }],
    [
      'an object that refuses',
      [revoked(), 'm'],
      { message: 'm', extra: { details: ['[Unreadable]'] } },
    ],
  ])('makes of %s the message and the exception', (_case, values, wanted) => {
    for (const way of ['Nest error', 'pino error', 'PinoLogger error']) {
      expect(written(way, way === 'Nest error' ? values : [{}, ...values])).toMatchObject(wanted);
    }
  });

  it.each<[string, unknown[], unknown]>([
    ['null behind a text', ['m', null], undefined],
    ['null before a text', [null, 'm'], undefined],
    ['false behind a text', ['m', false], { details: [false] }],
    ['`details` of the app', ['m', { details: 'mine' }, 7], { details: 'mine', details_2: [7] }],
    [
      'the same name in two objects',
      ['m', { k: 1 }, { k: 2 }, { details: 3 }],
      { k: 1, details: 3, details_2: [{ k: 2 }] },
    ],
    [
      'a class in three objects',
      ['m', { context: 'A' }, { context: 'B' }, { context: 'C' }],
      { context: 'B', details: [{ context: 'C' }] },
    ],
    ['an error by two names', ['m', { err: new Error('a'), exception: 'b' }], { exception: 'b' }],
  ])('keeps %s', (_case, values, extra) => {
    expect(written('pino info', values)['extra']).toEqual(extra);
  });
});

/** Every name that the library writes, at the top of a line or below `extra`. */
const OWN_NAMES =
  'level timestamp time message msg logger service version environment request_id requestId trace_id ' +
  'span_id caller_trace_id caller_span_id user_id context method exception err error extra details details_2 ' +
  'value stack http graphql job handler task operation check health call db event tail';

const PLACES: readonly (readonly [string, (fields: object) => void])[] = [
  ['a line', (fields) => pino.info(fields, 'hello')],
  ['a line with values', (fields) => anyhow(pino, 'info')('hello', fields, 7, ['more'])],
  ["a line of Nest's Logger", (fields) => nest.log('hello', fields, 'Shop')],
  ['a line of PinoLogger', (fields) => pinoLogger.info(fields, 'hello')],
  ['a child', (fields) => pino.child(fields).info({ mine: 1 }, 'hello')],
  ['a child that logs a list', (fields) => anyhow(pino.child(fields), 'info')([1])],
  [
    'bindings',
    (fields) => {
      const bound = pino.child({});
      bound.setBindings(fields);
      bound.info('hello');
    },
  ],
  [
    'assigned fields',
    (fields) => {
      const context = new RequestContext(new Observer([]), {});
      assignFields(context, fields, new Redactor());
      runInContext(context, () => anyhow(pino, 'info')([1]));
    },
  ],
  [
    'an event',
    (fields) => pino.info(eventRecord({ kind: 'business', type: 'sold' }, fields), 'hello'),
  ],
];

describe.each(PLACES)('a field of the app on %s', (_place, log) => {
  it.each(OWN_NAMES.split(' '))('is kept where its name is %s', (name) => {
    lines.length = 0;

    log({ [name]: 'mine' });

    expect(lines).toHaveLength(1);
    expect(textsIn(lines[0])).toContain('mine');
    expect(lines[0]).toMatchObject({ level: 'info', logger: 'app', service: 'shop' });
  });
});

describe('a call that loses something in other loggers', () => {
  const boom = Object.assign(new TypeError('boom'), { code: 'E_CUP' });
  const exception = { type: 'TypeError', message: 'boom', traceback: boom.stack };
  const bare = Object.assign(new Error('no stack'), { stack: undefined });
  const nested = expect.objectContaining({ message: 'boom' }) as unknown;

  it.each<[string, string, unknown[], object]>([
    [
      'text, text and text',
      'Nest error',
      ['Test3', 'TestStack', 'TestContext'],
      { message: 'Test3', extra: { details: ['TestStack', 'TestContext'] } },
    ],
    [
      'text and text',
      'Nest error',
      ['Test2', 'TestStack'],
      { message: 'Test2', extra: { details: ['TestStack'] } },
    ],
    ['text alone', 'Nest error', ['alone'], { message: 'alone' }],
    [
      'text and fields',
      'Nest error',
      ['Unexpected error', { requestId: '123456' }],
      { message: 'Unexpected error', extra: { requestId: '123456' } },
    ],
    [
      'fields alone',
      'Nest error',
      [{ test: 'foo', foo: 'bar' }],
      { extra: { test: 'foo', foo: 'bar' } },
    ],
    ['an error', 'Nest error', [boom], { message: 'boom', exception }],
    [
      'the text and the stack of an error',
      'Nest error',
      [boom.message, boom.stack],
      { message: 'boom', exception },
    ],
    [
      'the text and the stack of an error',
      'nestjs-pino Logger',
      [boom.message, boom.stack],
      { message: 'boom', exception: { message: 'boom', traceback: boom.stack } },
    ],
    ['null and a text', 'pino info', [null, 'End of playback'], { message: 'End of playback' }],
    [
      '`error` and its text',
      'pino error',
      [{ error: boom }, boom.message],
      { message: 'boom', exception },
    ],
    [
      'an error without a stack',
      'pino error',
      [bare],
      { message: 'no stack', exception: { message: 'no stack' } },
    ],
    ['`err`', 'pino info', [{ err: boom }], { message: 'boom', exception }],
    [
      'a text and an error',
      'pino warn',
      ['some message', boom],
      { message: 'some message', exception },
    ],
    [
      'fields and `error`',
      'pino error',
      [{ data: { a: 1 }, error: boom }],
      { message: 'boom', exception, extra: { data: { a: 1 } } },
    ],
    [
      'an error under another name',
      'pino info',
      [{ e1: boom, o1: { foo: 'bar' } }, 'e1 and o1'],
      { message: 'e1 and o1', extra: { e1: nested, o1: { foo: 'bar' } } },
    ],
    [
      'an error, a text and a text',
      'pino info',
      [boom, 'something broke', 'test string'],
      { message: 'something broke', exception, extra: { details: ['test string'] } },
    ],
    [
      'an error, fields and a text',
      'pino info',
      [boom, { bar: 42 }, 'baz'],
      { message: 'baz', exception, extra: { bar: 42 } },
    ],
    [
      'undefined, fields and a text',
      'pino info',
      [undefined, { x: 1 }, 'hello'],
      { message: 'hello', extra: { x: 1 } },
    ],
    ['an error by a child', 'child', [boom], { message: 'boom', exception, extra: { part: 1 } }],
  ])('has all of it: %s, by %s', (_case, way, values, wanted) => {
    const line = written(way, values);

    expect(line).toMatchObject(wanted);
    const isNest = way.startsWith('Nest') || way.startsWith('nestjs-pino');
    expect([line['context'], 'extra' in line]).toEqual([
      isNest ? 'Shop' : undefined,
      'extra' in wanted,
    ]);
  });
});
