import { BOTH, ONCE } from '../case';
import type { Case } from '../case';
import type { Printed } from '../printed';

interface Line {
  readonly level: string;
  readonly context?: string;
  readonly message: string;
  readonly exc?: readonly [type: string, message: string, lines: number];
}

interface Shape {
  readonly message: string | RegExp;
  readonly level?: string;
  readonly context?: string;
  /** Message of the exception that the line must carry. */
  readonly exception?: string;
}

/** Calls, as users of Nest's, pino's and winston's loggers write them, and the line that they mean. */
const SHAPES: Readonly<Record<string, Shape>> = {
  "log('a', {k:1})": { message: 'a' },
  "log({k:1}, 'a')": { message: 'a' },
  "log('a','b')": { message: /^a/ },
  "log('a %s', 'b')": { message: 'a b' },
  "log('100% sure %d', {x:1})": { message: /^100% sure/ },
  "warn('a', err)": { message: 'a', level: 'warn', exception: 'E!' },
  "error('a', err)": { message: 'a', level: 'error', exception: 'E!' },
  'error(err)': { message: 'E!', level: 'error', exception: 'E!' },
  "error(err, 'more')": { message: /^(E!|more)$/, level: 'error', exception: 'E!' },
  'error(err, err.stack)': { message: 'E!', level: 'error', exception: 'E!' },
  "error('a', stack)": { message: 'a', level: 'error', exception: '' },
  "error('a', stack, 'Other')": { message: 'a', level: 'error', exception: '' },
  "error('a', undefined, 'Other')": { message: 'a', level: 'error' },
  "error('a', {requestId:1})": { message: 'a', level: 'error' },
  "error({message:'m', k:1})": { message: 'm', level: 'error' },
  "bare.log('a', 'C2')": { message: 'a', context: 'C2' },
  "Logger.log('a','C3')": { message: 'a', context: 'C3' },
  "Logger.error('a', stack, 'C4')": { message: 'a', level: 'error', context: 'C4', exception: '' },
  'log(42n)': { message: '42' },
  "fatal('f', err)": { message: 'f', level: 'fatal', exception: 'E!' },
  "verbose('v',{k:2})": { message: 'v', level: 'trace' },
  'debug(()=>1)': { message: 'lazy', level: 'debug' },
  "log('a', {k:1}, {j:2})": { message: 'a' },
  'log({err})': { message: 'm', exception: 'E!' },
  "log({message:'m', level:'x', timestamp: 1, service:'s'})": { message: 'm' },
};

/** Lines of the app's own loggers. */
export const logCases: readonly Case[] = [
  {
    scenario: 's03-pino-assign.ts',
    right: "fields that PinoLogger assigns are on the request's lines",
    platforms: BOTH,
    ways: ONCE,
    check: (printed) => {
      expect(printed.value('answer')).toEqual({ status: 200, body: 'ok' });
      expect(printed.value('errors')).toEqual([]);
      expect(printed.value('lines')).toEqual([
        expect.objectContaining({ m: 'deep inside', tenant: 'acme' }),
        expect.objectContaining({ m: 'request completed', tenant: 'acme' }),
      ]);
    },
  },
  {
    scenario: 's09-logger-shapes.ts',
    right: 'the text of a call is the message, its error the exception',
    platforms: BOTH,
    ways: ONCE,
    check: loggerShapes,
  },
  {
    scenario: 's11-logger-module-beside.ts',
    right: 'beside a LoggerModule there is one access line, or a warning that says what to remove',
    platforms: BOTH,
    ways: ONCE,
    check: loggerModuleBeside,
  },
  {
    scenario: 's47-buffered-logs.ts',
    right: 'lines that Nest buffers are written in an app that never listens',
    platforms: ['express'],
    ways: ['init', 'listen', 'context', 'micro', 'microinit'].map((HOW) => ({ HOW })),
    isExclusive: true,
    check: ({ rows }) => {
      const [running, closed] = rows.slice(-2);

      expect(running).toContain('5 of 5; errors in the inbox: 1 ; buffered by Nest: 0');
      expect(closed).toMatch(/after close: 5$/);
    },
  },
];

function loggerShapes(printed: Printed): void {
  const written = Object.keys(SHAPES).map((call) => [call, lineOf(printed, call)]);
  const right = Object.entries(SHAPES).map(([call, shape]) => [call, lineWith(shape)]);

  expect(Object.fromEntries(written)).toEqual(Object.fromEntries(right));
}

/** The one line that a call wrote. */
function lineOf(printed: Printed, call: string): Line | undefined {
  const row = printed.row(call.padEnd(40));
  const lines: Line[] = JSON.parse(row.slice(row.indexOf('[{')));
  return lines.length === 1 ? lines[0] : undefined;
}

function lineWith({ message, level = 'info', context = 'Ctx', exception }: Shape): unknown {
  const exc = ['Error', exception || expect.any(String), expect.any(Number)];
  return expect.objectContaining({
    level,
    context,
    message: expect.stringMatching(message instanceof RegExp ? message : exactly(message)),
    ...(exception === undefined ? {} : { exc }),
  });
}

function exactly(text: string): RegExp {
  return new RegExp(`^${text}$`);
}

function loggerModuleBeside(printed: Printed): void {
  const lines = printed.table('lines');
  const ours = lines.filter(([, , message]) => message === 'request completed').length;
  // One of pino's own lines is the app's, by the injected PinoLogger.
  const pinos = printed.texts('others').filter((line) => line.startsWith('PINO')).length;
  const isSaid = lines.some(
    ([level, , text]) => level === 'warn' && /LoggerModule|nestjs-pino/.test(text ?? ''),
  );

  expect(printed.value('answer')).toEqual([200, 'r1']);
  expect({ isSaid, lines: ours + pinos - 1 }).toEqual(
    isSaid ? { isSaid, lines: expect.any(Number) } : { isSaid, lines: 2 },
  );
  expect(printed.value('errors')).toEqual([expect.objectContaining({ message: 'boom', count: 1 })]);
}
