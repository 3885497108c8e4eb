import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { InvalidOptionsError, Drops, Problems } from '../../../core';
import type { DestinationOptions } from './destination.options';
import { destinationsRule } from './destination.rules';
import type { OutputOptions } from './chosen-destinations';
import { Destinations } from './destinations';
import { writeToStderr } from './write-to-stderr';

jest.mock('./write-to-stderr', () => ({ writeToStderr: jest.fn() }));

const SERVICE = { name: 'shop', version: '1.0.0', environment: 'production' };
const [INFO, ERROR] = [30, 50];

describe('Destinations', () => {
  const opened: Destinations[] = [];
  const open = (options: Partial<OutputOptions>, environment = 'production'): Destinations => {
    const service = { ...SERVICE, environment };
    const all = new Destinations(
      { format: 'json', destinations: {}, ...options },
      { service, drops: new Drops() },
    );
    opened.push(all);
    return all;
  };

  afterEach(() => opened.splice(0).forEach((all) => all.close()));

  it('are standard output when nothing is said', () => {
    expect(open({}).names()).toEqual(['console']);
  });

  it('are standard output when the environment leaves none', () => {
    const destinations: Record<string, DestinationOptions> = {
      file: { type: 'file', path: '/nowhere/app.log', environments: ['production'] },
      mail: { type: 'email', from: 'a@b.c', to: ['a@b.c'], smtp: 'smtp://localhost' },
    };

    const all = open({ destinations }, 'development');

    expect(all.names()).toEqual(['console']);
    expect(() => all.for()).not.toThrow();
  });

  it('send no mail in development and in tests', () => {
    const mail: DestinationOptions = {
      type: 'email',
      from: 'a@b.c',
      to: ['a@b.c'],
      smtp: 'smtp://x',
    };
    const console: DestinationOptions = { type: 'console' };

    expect(open({ destinations: { mail, console } }, 'development').names()).toEqual(['console']);
    expect(open({ destinations: { mail, console } }, 'test').names()).toEqual(['console']);
    expect(open({ destinations: { mail, console } }).names()).toEqual(['mail', 'console']);
  });

  it('get each line that is for them, in their own form', () => {
    const [all, errors, simple] = [recorder(), recorder(), recorder()];
    const lines = open({
      destinations: {
        all: { type: 'custom', to: all },
        errors: { type: 'custom', to: errors, level: 'error' },
        simple: { type: 'custom', to: simple, format: 'simple' },
      },
    }).for();

    lines.write(lineOf('info', 'one'));
    lines.write(lineOf('error', 'two'), ERROR);

    expect(all.lines).toEqual([lineOf('info', 'one'), lineOf('error', 'two')]);
    expect(errors.lines).toEqual([lineOf('error', 'two')]);
    expect(simple.lines).toEqual([
      '2026-11-24T09:00:00.000Z INFO  app: one\n',
      '2026-11-24T09:00:00.000Z ERROR app: two\n',
    ]);
    expect(all.levels).toEqual([INFO, ERROR]);
  });

  it('have the format of all where they name none of their own', () => {
    const [plain, own] = [recorder(), recorder()];
    const all = open({
      format: 'simple',
      destination: plain,
      destinations: { own: { type: 'custom', to: own, format: 'json' } },
    });

    all.for().write(lineOf('info', 'one'));

    expect(plain.lines).toEqual(['2026-11-24T09:00:00.000Z INFO  app: one\n']);
    expect(own.lines).toEqual([lineOf('info', 'one')]);
  });

  it('can be selected by name, and get no other lines', () => {
    const [main, audit] = [recorder(), recorder()];
    const all = open({
      destination: main,
      destinations: { audit: { type: 'custom', to: audit, isDefault: false } },
    });

    all.for().write(lineOf('info', 'for everybody'));
    all.for(['audit']).write(lineOf('info', 'for the auditor'));

    expect([main.lines, audit.lines]).toEqual([
      [lineOf('info', 'for everybody')],
      [lineOf('info', 'for the auditor')],
    ]);
  });

  it('give the lines of security to syslog as well', () => {
    const all = open({
      destination: recorder(),
      destinations: { syslog: { type: 'syslog', port: 9, isDefault: false } },
    });

    expect([all.names(), all.names('syslog')]).toEqual([['destination', 'syslog'], ['syslog']]);
    expect(all.forSecurity()).not.toBe(all.for());
  });

  it('do not know a name that is not defined, when the app starts', () => {
    const loggers = { audit: { destinations: ['fiel'] } };
    const destinations: Record<string, DestinationOptions> = {
      file: { type: 'custom', to: recorder() },
    };

    expect(() => open({ destinations, loggers })).toThrow(
      'A logger writes to the log destination "fiel", which is not defined. ' +
        'Define it in logs.destinations, or use one of these: file.',
    );
  });

  it('cost a line, not a request, when one throws', () => {
    const good = recorder();
    const drops = new Drops();
    const bad = {
      write: () => {
        throw new Error('full');
      },
    };
    const all = new Destinations(
      { format: 'json', destinations: { bad: { type: 'custom', to: bad } }, destination: good },
      { service: SERVICE, drops },
    );

    all.for().write(lineOf('info', 'one'));

    expect(good.lines).toHaveLength(1);
    expect([...drops.byReason()]).toEqual([{ part: 'logs', reason: 'failed', count: 1 }]);
    all.close();
  });

  it('cost a line, not the process, when one is async and fails', async () => {
    const drops = new Drops();
    const bad = { write: rejected as () => void, close: rejected as () => void };
    const all = new Destinations(
      { format: 'json', destinations: {}, destination: bad },
      { service: SERVICE, drops },
    );

    all.for().write(lineOf('info', 'one'));
    all.close();
    await new Promise((resolve) => setImmediate(resolve));

    expect([...drops.byReason()]).toEqual([{ part: 'logs', reason: 'failed', count: 1 }]);
  });

  it.each<[string, () => unknown, string]>([
    ['throws', () => raise(new TypeError('token=hunter2')), 'TypeError'],
    ['rejects', rejected, 'ENOSPC'],
    ['rejects with no error', () => Promise.reject('hunter2'), 'failed'],
  ])('warn once of one whose `write` %s, and count each line', async (_kind, write, reason) => {
    const drops = new Drops();
    const destination = { write };
    const all = new Destinations(
      { format: 'json', destinations: {}, destination },
      { service: SERVICE, drops },
    );
    jest.mocked(writeToStderr).mockClear();

    for (let i = 0; i < 3; i += 1) all.for().write(lineOf('info', 'one'));
    await new Promise((resolve) => setImmediate(resolve));
    all.close();

    expect(jest.mocked(writeToStderr).mock.calls).toEqual([
      [
        `The log destination "destination" failed to write a line (${reason}). Dropped lines are counted in ` +
          'observability_log_lines_dropped_total; further failures are not reported.',
      ],
    ]);
    expect([...drops.byReason()]).toEqual([{ part: 'logs', reason: 'failed', count: 3 }]);
  });

  it('are streams as well, which get no more than they want and whose errors end nothing', async () => {
    const written: string[] = [];
    const stream = new Writable({
      highWaterMark: 100,
      write: (chunk: Buffer, _encoding, done) => {
        written.push(chunk.toString());
        setImmediate(done);
      },
    });
    const all = open({ destination: stream });

    for (let i = 0; i < 50; i += 1) all.for().write(lineOf('info', `line ${i}`));
    await all.flush(2000);
    stream.destroy(new Error('broken'));
    all.for().write(lineOf('info', 'too late'));
    await all.flush(2000);

    expect(written).toEqual(Array.from({ length: 50 }, (_, i) => lineOf('info', `line ${i}`)));
  });

  it('do not wait for one that hangs', async () => {
    const hanging = { write: () => undefined, flush: () => new Promise<void>(() => undefined) };
    const begun = performance.now();

    await open({ destination: hanging }).flush(50);

    expect(performance.now() - begun).toBeLessThan(1000);
  });

  it('leave nothing behind at the process when they are closed', () => {
    const before = [process.listenerCount('exit'), process.stdout.listenerCount('error')];

    for (let i = 0; i < 20; i += 1) open({}).close();

    expect([process.listenerCount('exit'), process.stdout.listenerCount('error')]).toEqual(before);
  });

  describe('in files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'destinations-'));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('have every line there once they are flushed, the errors in a file of their own', async () => {
      const [path, errorPath] = [join(folder, 'app.log'), join(folder, 'error.log')];
      const all = open({
        destinations: {
          file: { type: 'file', path },
          errors: { type: 'file', path: errorPath, level: 'error' },
        },
      });

      all.for().write(lineOf('info', 'one'));
      all.for().write(lineOf('error', 'two'));
      await all.flush(2000);

      expect(readFileSync(path, 'utf8')).toBe(lineOf('info', 'one') + lineOf('error', 'two'));
      expect(readFileSync(errorPath, 'utf8')).toBe(lineOf('error', 'two'));
    });

    it('stop the start when the folder cannot be made, with option, path and remedy', () => {
      const path = join(folder, 'app.log', 'error.log');
      writeFileSync(join(folder, 'app.log'), '');

      expect(() => open({ destinations: { file: { type: 'file', path } } })).toThrow(
        `logs.destinations.file.path is "${path}", which cannot be written (ENOTDIR). ` +
          'Create its folder, give the user that runs the app write permission, or use another path.',
      );
    });
  });
});

describe('the options of destinations', () => {
  it('name every mistake with its path', () => {
    const problems = new Problems();
    destinationsRule(
      {
        file: { type: 'file', maxFiles: 0 },
        log: { type: 'sislog' },
        syslog: { type: 'syslog', facility: 'local9', levl: 'info' },
        local: { type: 'syslog', protocol: 'unix' },
        mail: { type: 'email', from: 'me', to: [], smtp: 'localhost' },
        own: { type: 'custom', to: {} },
        console: 'stdout',
      },
      'logs.destinations',
      problems,
    );

    const found = InvalidOptionsError.for(problems.found).problems.map(({ path }) => path);
    expect(found).toEqual([
      'logs.destinations.file.maxFiles',
      'logs.destinations.file.path',
      'logs.destinations.log.type',
      'logs.destinations.syslog.facility',
      'logs.destinations.syslog.levl',
      'logs.destinations.local.path',
      'logs.destinations.mail.from',
      'logs.destinations.mail.smtp',
      'logs.destinations.own.to',
      'logs.destinations.console.type',
    ]);
  });
});

function recorder() {
  const lines: string[] = [];
  const levels: (number | undefined)[] = [];
  return {
    lines,
    levels,
    write: (line: string, level?: number) => {
      lines.push(line);
      levels.push(level);
    },
  };
}

function lineOf(level: string, message: string): string {
  return `${JSON.stringify({ level, timestamp: '2026-11-24T09:00:00.000Z', service: 'shop', logger: 'app', message })}\n`;
}

function rejected(): Promise<never> {
  return Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
}

function raise(error: Error): never {
  throw error;
}
