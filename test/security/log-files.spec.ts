import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Drops } from '../../libs/observability/src/core';
import { Destinations } from '../../libs/observability/src/signals/logs/destinations/destinations';
import { eventually } from '../support/eventually';
import { attackEach } from './attack';

const SERVICE = { name: 'shop', version: '1', environment: 'production' };
const LINE = `{"level":"info","message":"${'x'.repeat(500)}"}\n`;
const ANOTHER_USER = 65_534;
const isRoot = process.getuid?.() === 0;

const root = mkdtempSync(join(tmpdir(), 'log-files-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let count = 0;

/** A new folder with this mode. */
function folder(mode: number): string {
  const path = join(root, String((count += 1)));
  mkdirSync(path);
  chmodSync(path, mode);
  return path;
}

function open(path: string, more: object = {}): Destinations {
  const file = { type: 'file' as const, path, ...more };
  const parts = { service: SERVICE, drops: new Drops() };
  return new Destinations({ format: 'json', destinations: { file } }, parts);
}

async function write(path: string, lines: number, more: object = {}): Promise<void> {
  const all = open(path, more);
  for (let i = 0; i < lines; i += 1) all.for().write(LINE);
  await all.flush(5000);
  all.close();
}

/** What another user can lay out for an app that is to log to `app.log`. @returns the path for it */
const PLANTED: Readonly<Record<string, (victim: string) => string>> = {
  'a link to a file': (victim) => {
    const path = join(folder(0o777), 'app.log');
    symlinkSync(victim, path);
    return path;
  },
  'a link to nothing': () => {
    const path = join(folder(0o777), 'app.log');
    symlinkSync(join(root, 'new'), path);
    return path;
  },
  'a second name': (victim) => {
    const path = join(folder(0o777), 'app.log');
    linkSync(victim, path);
    return path;
  },
  'a folder': () => {
    const path = join(folder(0o700), 'app.log');
    mkdirSync(path);
    return path;
  },
  ...(isRoot && {
    'a file of another user': () => {
      const path = join(folder(0o1777), 'app.log');
      writeFileSync(path, '');
      chownSync(path, ANOTHER_USER, ANOTHER_USER);
      return path;
    },
    'a FIFO of another user': () => {
      const path = join(folder(0o1777), 'app.log');
      spawnSync('mkfifo', [path]);
      chownSync(path, ANOTHER_USER, ANOTHER_USER);
      return path;
    },
    'a folder of another user': () => {
      const path = join(folder(0o1777), 'logs');
      mkdirSync(path);
      chownSync(path, ANOTHER_USER, ANOTHER_USER);
      return join(path, 'app.log');
    },
  }),
};

describe('a log file', () => {
  attackEach(
    'L4',
    'that another user has laid out stops the start, and nothing is written through it',
    Object.keys(PLANTED),
    (name) => {
      const victim = join(root, 'victim');
      writeFileSync(victim, 'mine');
      const path = PLANTED[name]?.(victim) ?? '';

      expect(() => open(path)).toThrow(/^logs\.destinations\.file\.path is ".*", which (is|be|li)/);
      expect(readFileSync(victim, 'utf8')).toBe('mine');
      expect(existsSync(join(root, 'new'))).toBe(false);
    },
  );

  attackEach(
    'L4',
    'is for its own user alone, and so are its folder and the files that it becomes',
    [0o000, 0o022],
    async (umask) => {
      const before = process.umask(umask);
      const path = join(folder(0o700), 'logs', 'of', 'app.log');
      try {
        await write(path, 3000, { maxBytes: 100_000, maxFiles: 2 });
      } finally {
        process.umask(before);
      }
      const files = readdirSync(join(path, '..'));
      expect(files.toSorted()).toEqual(['app.log', 'app.log.1', 'app.log.2']);
      for (const name of files) expect(modeOf(join(path, '..', name))).toBe('600');
      expect([modeOf(join(path, '..')), modeOf(join(path, '../..'))]).toEqual(['700', '700']);
    },
  );

  attackEach('L4', 'keeps the mode that it has', [0o640, 0o604], async (mode) => {
    const path = join(folder(0o700), 'app.log');
    writeFileSync(path, '');
    chmodSync(path, mode);

    await write(path, 1);

    expect(modeOf(path)).toBe(mode.toString(8));
    expect(readFileSync(path, 'utf8')).toBe(LINE);
  });

  attackEach(
    'L4',
    'that becomes a link while the app runs is not written through',
    ['at once', 'at the end'],
    async (when) => {
      const path = join(folder(0o700), 'app.log');
      const victim = join(root, 'victim');
      writeFileSync(victim, 'mine');
      const all = open(path);
      rmSync(path);
      symlinkSync(victim, path);

      all.for().write(LINE);
      if (when === 'at once') await all.flush(300);
      all.close();

      expect(readFileSync(victim, 'utf8')).toBe('mine');
    },
  );
});

/** What another user can put in the place of a log file, in a folder that both can write to. */
const REPLACED: Readonly<Record<string, (path: string, victim: string) => void>> = {
  'a FIFO that is not read': (path) => void spawnSync('mkfifo', [path]),
  'a second name of a file': (path, victim) => linkSync(victim, path),
  ...(isRoot && {
    'a file of another user': (path: string) => {
      writeFileSync(path, '');
      chownSync(path, ANOTHER_USER, ANOTHER_USER);
    },
  }),
};

describe('a log file in a folder that others can write to', () => {
  attackEach(
    'L4',
    'that is replaced while the app runs is not written, and holds nothing up',
    Object.keys(REPLACED).flatMap((kind) => [`${kind}, at once`, `${kind}, at the end`]),
    async (name) => {
      const [kind = '', when] = name.split(', ');
      const path = join(folder(0o777), 'app.log');
      const victim = join(root, 'victim');
      writeFileSync(victim, 'mine');
      const all = open(path);
      rmSync(path);
      REPLACED[kind]?.(path, victim);
      const from = performance.now();

      all.for().write(LINE);
      if (when === 'at once') await all.flush(300);
      all.close();

      expect(performance.now() - from).toBeLessThan(2000);
      expect(readFileSync(victim, 'utf8')).toBe('mine');
      if (kind === 'a file of another user') expect(readFileSync(path, 'utf8')).toBe('');
    },
  );
});

describe('a path that is no file', () => {
  it('is written to where it is a FIFO, whole lines, whenever somebody reads it', async () => {
    const path = join(folder(0o700), 'app.log');
    spawnSync('mkfifo', [path]);
    const all = open(path);
    all.for().write(LINE);
    await all.flush(500);

    const read = spawnSync('head', ['-n', '1', path], { timeout: 5000 });
    all.close();

    expect(String(read.stdout)).toBe(LINE);
  });

  it('is written to where it is a device, and is the console where it is /dev/stdout', async () => {
    await write('/dev/null', 10);
    const stdout = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    await write('/dev/stdout', 1);
    const said = stdout.mock.calls.map(([text]) => String(text)).join('');
    stdout.mockRestore();

    await eventually(() => expect(said).toContain(LINE));
  });
});

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}
