import type * as SentryNest from '@sentry/nestjs';
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorEvent, StackFrame } from '@sentry/nestjs';
import * as fc from 'fast-check';
import { startErrorTracking } from '../../libs/observability/src/signals/errors/sentry';
import { EventQuota, framesOf, placeOf, Redactor } from '../../libs/observability/src/core';
import { ErrorInbox, SentrySink } from '../../libs/observability/src/signals/errors';
import { fingerprintOf } from '../../libs/observability/src/signals/errors/facts/fingerprint';
import { bestMs } from '../../libs/observability/src/core/testing/linear-time';
import { attack, attackEach } from './attack';

const FACTS = { transaction: undefined, context: undefined, tags: {} };
const RULES = { pii: false, breadcrumbs: 50, headers: [], body: false, extra: {} };
/** Where no one listens: what is captured here is looked at before it is sent. */
const DSN = 'http://key@127.0.0.1:9/1';

/** Not in this very file, whose lines are source lines of legitimate frames. */
const CANARY = ['canary', 'unread'].join('-');
const READ = new RegExp(`${CANARY}|root:[^"]{0,9}:0:0`);
const NO_CODE = /passwd|environ|zero|\.env/;
const FOLDER = join(__dirname, '../../.cache');
mkdirSync(FOLDER, { recursive: true });
const folder = mkdtempSync(join(FOLDER, 'frames-'));
const unloaded = join(folder, 'unloaded.js');
writeFileSync(unloaded, `const note = '${CANARY}';\n`.repeat(9));
writeFileSync(join(folder, '.env'), `NOTE=${CANARY}\n`.repeat(9));

/** The function of every forged frame. */
const FORGED = 'forged';

const file = fc.constantFrom(
  '/etc/passwd',
  '/proc/self/environ',
  '/dev/zero',
  '.env',
  '../a.js',
  'C:\\app\\a.js',
  unloaded,
  join(folder, '.env'),
  `${folder}/x/../unloaded.js`,
  __filename,
  'node:fs',
  'webpack-internal:///./a.js',
  'native',
  '<anonymous>',
  'data:text/javascript,x',
);
const position = fc.constantFrom(':1:1', ':2:1', ':3:', ':4', '', ':1:1:1', ':99999999999:1');
const opening = fc.constantFrom('    at ', 'at ', '\tat ', '  at async ', '    at new ', ' at at ');
const scheme = fc.constantFrom('', '', 'file://', 'file:', '\\\\?\\', ' ');
const frame = fc
  .tuple(opening, scheme, file, position, fc.boolean())
  .map(([start, before, path, at, isEval]) =>
    isEval
      ? `${start}eval (eval at ${FORGED} (${before}${path}${at}), <anonymous>:1:1)`
      : `${start}${FORGED} (${before}${path}${at})`,
  );
const words = fc.constantFrom(
  '',
  'x',
  'Error: ',
  ': ',
  'Caused by: ',
  'Error',
  '(error: a)',
  '----',
);
const lineBreak = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r', '\u2028', '\n\n', '\u0085');
/** What a client sends so that it is taken for the frames of a stack. */
const hostile = fc
  .array(fc.tuple(fc.oneof(frame, frame, words), lineBreak), { minLength: 1, maxLength: 12 })
  .chain((lines) => fc.tuple(fc.constant(lines), fc.boolean()))
  .map(([lines, endsOpen]) => {
    const text = lines.map(([line, end]) => line + end).join('');
    return endsOpen ? text.trimEnd() : text;
  });

class Nameless extends Error {}
Object.defineProperty(Nameless.prototype, 'name', { value: '' });

/** An error at one place, with the text where a client may bring it. */
const THROWN = {
  message: (text: string) => new Error(text),
  'a message without a name': (text: string) => new Nameless(text),
  'a name of the class': (text: string) =>
    new (class extends Error {
      override get name(): string {
        return text;
      }
    })('named'),
  'a name given later': (text: string) => renamed(new Error('named'), text),
  cause: (text: string) => new Error('outer', { cause: new TypeError(text) }),
  member: (text: string) => new AggregateError([new Error('one'), new Error(text)], 'all'),
  'a message that is changed': (text: string) => changed(new Error(text), 'changed'),
  'a message that is emptied': (text: string) => changed(new Error(text), ''),
  'a message that is given later': (text: string) => changed(new Error(), text),
  'text below the stack': (text: string) => {
    const error = new Error('plain');
    error.stack += `\nCaused by: ${text}`;
    return error;
  },
} as const;

type Where = keyof typeof THROWN;
const where = fc.constantFrom(...(Object.keys(THROWN) as Where[]));
/** Where the text cannot be told from the frames, there is no place. */
const UNCERTAIN = new Set<Where>(['a message that is changed', 'a message that is emptied']);

/** Where neither class nor message is the client's. */
const ELSEWHERE = [
  'cause',
  'member',
  'text below the stack',
  'a message that is changed',
  'a message that is emptied',
] as const;

function changed(error: Error, message: string): Error {
  void error.stack;
  error.message = message;
  return error;
}

function renamed(error: Error, name: string): Error {
  void error.stack;
  error.name = name;
  return error;
}

/** Messages that other parsers of stacks took for frames, or took seconds for. */
const REPORTED = [
  // stacktracejs/error-stack-parser#57 and #14: components of React, each with its file.
  'Warning: Received `%s`\n    in Overridable(StyledButton) (at overrideOptional.tsx:16)\n    at Button (overrideOptional.tsx:51:1)',
  // getsentry/sentry-javascript#2286: a dump of 300 kB, in one line and in many.
  `[mobx] ${JSON.stringify(Array.from({ length: 30_000 }, (_, at) => ({ at })))}`,
  `[mobx]\n${JSON.stringify(
    Array.from({ length: 30_000 }, (_, at) => at),
    undefined,
    1,
  )}`,
  // getsentry/sentry-javascript#20089: a long line of no spaces.
  `at ${'x'.repeat(300_000)}Error: (`,
  // grafana/faro-web-sdk#844: hexadecimal data behind a scheme.
  `execution reverted\n  data:  0x${'deadbeef'.repeat(475)}\n  at 0x12:3:4`,
  // hapijs/code#31: a message of several lines, blank ones among them.
  'expected\n\n    at first\n  to equal\n    at f (overrideOptional.js:1:1)\n',
];

afterAll(() => rmSync(folder, { recursive: true }));

describe('a text that looks like frames', () => {
  attack(
    'C1',
    'no text of a client changes the place of an error',
    fc.tuple(where, hostile),
    ([kind, text]) => {
      const [plain, attacked] = ['plain', text].map((said) => placeOf(THROWN[kind](said)));

      assert.ok(attacked === plain || attacked === '', attacked);
      assert.ok(!attacked?.includes(FORGED), attacked);
    },
    { runs: 400 },
  );

  attack(
    'C1',
    'errors of one message are one group, whatever else a client wrote',
    fc.tuple(fc.constantFrom(...ELSEWHERE), hostile),
    ([kind, text]) => {
      const [plain, attacked] = ['plain', text].map((said) =>
        fingerprintOf(THROWN[kind](said), FACTS),
      );

      assert.equal(attacked, plain);
    },
  );

  attack(
    'C1',
    'no frame of a client is among those of the error, unless its message was changed',
    fc.tuple(where, hostile),
    ([kind, text]) => {
      const frames = framesOf(THROWN[kind](text));

      assert.doesNotMatch(frames.join('\n'), NO_CODE);
      if (!UNCERTAIN.has(kind)) assert.ok(!frames.join('\n').includes(FORGED), frames.join('\n'));
    },
    { runs: 400 },
  );

  attackEach(
    'C1',
    'the frames of an error are its own in what was reported of other parsers',
    REPORTED,
    (message) => {
      const error = new Error(message);

      const frames = framesOf(error);

      assert.ok(frames[0]?.includes(__filename), frames[0]);
      assert.ok(!frames.join('\n').includes('overrideOptional'), frames.join('\n'));
      assert.ok(bestMs(() => framesOf(error), 50) < 50);
    },
  );

  attackEach(
    'T3',
    'the frames of a stack of 4 MB are found within 50 ms, whatever it is made of',
    ['x\n', '(error: ', '    at f (/app/a.js:1:1)\n', ': ', '\n', 'at '.repeat(400) + '\n', '\r\n'],
    (part) => {
      const error = new Error(part.repeat(4_000_000 / part.length));
      void error.stack;

      const ms = bestMs(() => framesOf(error), 50);

      assert.ok(ms < 50, `${ms} ms`);
    },
  );
});

describe.each(['@sentry/nestjs', 'sentry-11'])('an event of %s', (sdk) => {
  const events: ErrorEvent[] = [];
  const sentry = startErrorTracking(
    {
      dsn: DSN,
      environment: 'test',
      release: 'shop@9',
      sampleRate: 1,
      quota: new EventQuota({ total: 1e9, perTransaction: 1e9 }),
      beforeSend: (event) => {
        events.push(event as ErrorEvent);
        return null;
      },
    },
    sdk,
  ) as typeof SentryNest;
  const sink = new SentrySink(sentry, new Redactor(), RULES);
  const ways = {
    reported: (error: unknown) => sink.report(error, FACTS),
    captured: (error: unknown) => void sentry.captureException(error),
    'inside an object': (reason: unknown) => void sentry.captureException({ reason }),
  } as const;
  const way = fc.constantFrom(...(Object.keys(ways) as (keyof typeof ways)[]));

  afterAll(() => sentry.close(100));

  /** The event of what was thrown, as it would leave. */
  function eventOf(report: () => void): ErrorEvent | undefined {
    events.length = 0;
    report();
    return events[0];
  }

  attack(
    'C1',
    `no text of a client is a frame, or makes a file be read (${sdk})`,
    fc.tuple(way, where, hostile),
    ([by, kind, text]) => {
      const event = eventOf(() => ways[by](THROWN[kind](text)));
      const frames = framesIn(event);

      assert.notEqual(frames.length, 0);
      assert.doesNotMatch(JSON.stringify(frames), READ);
      for (const { filename, function: name } of frames) {
        assert.doesNotMatch(filename ?? '', NO_CODE);
        assert.ok(UNCERTAIN.has(kind) || !name?.includes(FORGED), name);
      }
    },
  );

  attack(
    'C1',
    `a stack that is a client's own text makes no file be read (${sdk})`,
    fc.tuple(way, hostile, fc.boolean()),
    ([by, text, isWhole]) => {
      const message = isWhole ? text : 'x';
      const stack = `Error: ${message}\n${text}`;
      const event = eventOf(() => ways[by](Object.assign(new Error(message), { stack })));

      assert.doesNotMatch(JSON.stringify(framesIn(event)), READ);
    },
  );

  attack('C1', `no message that is captured has frames of its own (${sdk})`, hostile, (text) => {
    const event = eventOf(() => void sentry.captureMessage(text));
    const functions = framesIn(event).map((one) => one.function);

    assert.notEqual(functions.length, 0);
    assert.ok(!functions.join().includes(FORGED), functions.join());
  });

  it('has the lines of source beside the frames of the app', () => {
    const event = eventOf(() => void sentry.captureException(THROWN.message('x')));

    expect(framesIn(event).some((one) => one.context_line?.includes('new Error(text)'))).toBe(true);
  });

  attackEach(
    'T3',
    `two errors with a stack of 4 MB each are reported within 250 ms (${sdk})`,
    ['x\n', '(error: ', 'at '.repeat(400) + '\n', `    at f (${__filename}:1:1)\n`],
    (part) => {
      const inbox = new ErrorInbox(100, new Redactor());
      const report = (): void => {
        const error = new Error(part.repeat(4_000_000 / part.length), {
          cause: new Error(part.repeat(4_000_000 / part.length)),
        });
        sink.report(error, FACTS);
        inbox.report(error, FACTS);
      };

      const ms = bestMs(report, 250);

      assert.ok(ms < 250, `${ms} ms`);
    },
  );
});

function framesIn(event: ErrorEvent | undefined): StackFrame[] {
  return event?.exception?.values?.flatMap(({ stacktrace }) => stacktrace?.frames ?? []) ?? [];
}
