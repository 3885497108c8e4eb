import * as fc from 'fast-check';
import { paintNothing } from '../../libs/observability/src/cli/terminal/colour';
import { readHealthPage } from '../../libs/observability/src/cli/health/health-page';
import { healthTable } from '../../libs/observability/src/cli/health/health-table';
import { run } from '../../libs/observability/src/cli/run';
import { ErrorDigest } from '../../libs/observability/src/signals/logs/destinations/error-digest';
import { LogFileError } from '../../libs/observability/src/signals/logs/destinations/destination.errors';
import { writeToStderr } from '../../libs/observability/src/signals/logs/destinations/write-to-stderr';
import { SyslogMessage } from '../../libs/observability/src/signals/logs/destinations/syslog-message';
import { warningLineOf } from '../../libs/observability/src/signals/logs/destinations/destinations';
import {
  ExpositionWriter,
  labelText,
} from '../../libs/observability/src/signals/metrics/exposition/exposition-writer';
import { presentVerbose } from '../../libs/observability/src/health/present/verbose-text';
import { warnOnce } from '../../libs/observability/src/core/process/warn-once';
import { WrittenLogs } from '../support/written-logs';
import { attack } from './attack';

/** All of Cc and Cf, separators of lines and paragraphs, and halves of pairs. */
const STEERING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const characters = Array.from({ length: 0x11_0000 }, (_, code) => String.fromCodePoint(code));
const steering = fc.constantFrom(...characters.filter((character) => STEERING.test(character)));
const forged = fc.constantFrom(
  '\n{"level":"fatal","message":"forged"}',
  '\r\n[15:00:00.000] ERROR: forged',
  '\n2026-11-24T09:00:57.123Z ERROR app: forged',
  '\u001b[2J\u001b[1;1H',
  '\u001b]0;title\u0007',
  '\u009b31m',
  '\u202Eexe.txt\u202C',
  '\u2028forged',
  '\u0085forged',
);
const harmless = fc.constantFrom('a', 'order 7', 'größe', '茶', '🍵', '"', '\\', '\\u', '=');
const hostile = fc
  .array(fc.oneof(steering, forged, harmless), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join(''));

const logs = new WrittenLogs();
const { logger } = logs.logs;

/** Every place of a line that holds what others wrote. */
const PLACES: Readonly<Record<string, (text: string) => void>> = {
  message: (text) => logger.info(text),
  argument: (text) => logger.info('said %s %o', text, { text }),
  'error message': (text) => logger.error(new Error(text)),
  'error name': (text) => logger.error(Object.assign(new Error('x'), { name: text })),
  cause: (text) => logger.error(new Error('x', { cause: new Error(text) })),
  'thrown text': (text) => logger.error({ err: text }),
  value: (text) => logger.info({ text, list: [text], map: new Map([[text, text]]) }, 'x'),
  key: (text) => logger.info({ [text]: 1, deep: { [text]: { [text]: text } } }, 'x'),
  context: (text) => logger.info({ context: text, method: text }, 'x'),
  binding: (text) => logger.child({ [text]: text, part: text }).info('x'),
  prefix: (text) => logger.child({}, { msgPrefix: text }).info('x'),
  path: (text) => logs.access({ url: `/${text}?${text}` }),
  route: (text) => logs.access({ route: text }),
  'user agent': (text) => logs.access({ agent: text }),
  'long user agent': (text) => logs.access({ agent: text.repeat(400), url: text.repeat(2000) }),
  user: (text) => logs.access({ user: text }),
  'too long': (text) => logger.info({ text, more: 'x'.repeat(300_000) }, text),
};

describe('what others write in a line', () => {
  attack(
    'M3',
    'is one line that steers nothing, in every format and place',
    fc.tuple(fc.constantFrom(...Object.keys(PLACES)), hostile),
    ([place, text]) => {
      PLACES[place]?.(text);

      const { pretty, ...oneLiners } = logs.take();
      for (const line of Object.values(oneLiners)) expectOneLine(line);
      for (const line of [oneLiners.json, oneLiners.ecs, oneLiners.otel]) JSON.parse(line);
      expectParagraph(pretty);
    },
    { runs: 400 },
  );

  attack('M3', 'is read back from JSON as it was written', hostile, (text) => {
    logger.info({ text }, 'x');

    const { json, ecs, otel } = logs.take();
    const [plain, elastic, open] = [json, ecs, otel].map((line) => JSON.parse(line));
    expect(plain.extra.text).toBe(text);
    expect(elastic.app.extra.text).toBe(text);
    expect(open.Attributes.extra.text).toBe(text);
  });
});

describe('what others write', () => {
  const service = { name: 'shop', version: '1', environment: 'test' };

  attack('M4', 'is one line of syslog, whatever the format and the names', hostile, (text) => {
    logger.info({ text }, text);
    const { json, pretty, simple } = logs.take();
    const message = new SyslogMessage('user', text, { ...service, name: text, version: text });

    for (const line of [json, pretty, simple]) expectOneLine(`${message.of(line, 30)}\n`);
  });

  attack('M4', 'neither adds a header to a mail nor steers its reader', hostile, (text) => {
    const digest = new ErrorDigest(`shop ${text}`);
    const exception = {
      type: text,
      message: text,
      traceback: text,
      cause: { type: 'E', message: text },
    };
    const facts = { level: 'error', timestamp: '2026-11-24T09:00:57.123Z', logger: text };
    digest.add(JSON.stringify({ ...facts, message: text, request_id: text, exception }));

    const mail = digest.take();

    expect(mail.subject).not.toMatch(STEERING);
    expect(mail.text.replaceAll('\n', '')).not.toMatch(STEERING);
  });

  attack('M4', 'is one line of a warning and of a notice', hostile, (text) => {
    expectOneLine(warningLineOf(service)(text, { [text]: text }));
    const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    writeToStderr(text);
    const [[said] = []] = stderr.mock.calls;
    stderr.mockRestore();
    expectOneLine(String(said));
  });

  attack('M4', 'is one line of a warning of Node and of an error at the start', hostile, (text) => {
    const warn = jest.spyOn(process, 'emitWarning').mockReturnValue();
    warnOnce(text);
    const [[said] = []] = warn.mock.calls;
    warn.mockRestore();
    expect(said === undefined ? '' : String(said)).not.toMatch(STEERING);
    expect(LogFileError.for('path', text, new Error(text)).message).not.toMatch(STEERING);
  });

  attack('M4', 'steers no terminal by way of the command', hostile, async (text) => {
    const details = { [text]: text };
    const check = { name: text, status: 'healthy', critical: true, message: text, details };
    const body = {
      status: 'healthy',
      timestamp: text,
      version: text,
      environment: text,
      checks: [check],
    };
    const page = readHealthPage(body);
    const lines = page ? healthTable(page, { columns: 80, paint: paintNothing }) : [];
    const terminal = {
      env: {},
      screen: { isTerminal: true, columns: 80 },
      say: (line: string): void => void lines.push(line),
      complain: (line: string): void => void lines.push(line),
    };
    await run([text], terminal);
    await run(['health', '--app', `${text}#x`], terminal);

    for (const line of lines) expect(line).not.toMatch(STEERING);
  });

  attack('M4', 'is one line of the metrics page and of the health page', hostile, async (text) => {
    const writer = new ExpositionWriter('prometheus');
    writer.family({ name: 'a', help: text, type: 'counter' });
    writer.sample(`a{${labelText(['kind'], [text])}}`, 1);
    const page = String(await writer.end());
    expect(page.split('\n')).toHaveLength(4);
    expect(page.replaceAll('\n', '')).not.toMatch(STEERING);

    const check = { name: text, status: 'unhealthy', critical: true };
    const verbose = presentVerbose({
      report: { status: 'unhealthy', checks: [check] },
      allChecks: [check],
      excluded: [],
      probe: 'readyz',
      unknown: [text],
    } as never);
    for (const line of verbose.split('\n')) expect(line).not.toMatch(STEERING);
    expect(verbose).not.toContain('\nforged');
  });
});

function expectOneLine(line: string): void {
  expect(line.endsWith('\n')).toBe(true);
  expect(line.slice(0, -1)).not.toMatch(STEERING);
}

/** Lines that go on are indented, so that none passes for another line. */
function expectParagraph(text: string): void {
  const [, ...others] = text.slice(0, -1).split('\n');
  expect(text.replaceAll('\n', '')).not.toMatch(STEERING);
  for (const line of others) expect(line).toMatch(/^ {4}/);
}
