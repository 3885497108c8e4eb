import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { Command } from '../support/command';
import { eventually } from '../support/eventually';
import { servePage } from '../support/served-page';
import { freePort } from '../support/services/free-port';

const ROOT = join(__dirname, '../..');
const PAGE = join(ROOT, 'docs/cli.md');
const SCREENS = /(<!-- screens -->)[\s\S]*(<!-- \/screens -->)/;
const WIDTHS = [80, 160];
const TOKEN = 'token-of-the-screens';
const CHANGES_WITHIN_MS = 15_000;
/** A busy machine takes long to start an app and its database. */
const STARTS_WITHIN_MS = 50_000;

jest.setTimeout(STARTS_WITHIN_MS + CHANGES_WITHIN_MS);

/**
 * The states in the order in which the shop gets into them, the fault that does it, and what the page says then: a check
 * that is under way at the fault may find a cut connection first.
 */
const STATES = [
  { state: 'healthy', fault: undefined, code: 0, says: 'All queues healthy' },
  { state: 'degraded', fault: 'worker/down', code: 0, says: 'no active workers' },
  { state: 'unhealthy', fault: 'database/down', code: 1, says: 'queue check failed' },
] as const;

describe('the screen of the command health, on the demo shop', () => {
  let shop: ChildProcess;
  let base: string;
  const screens: string[] = [];

  beforeAll(async () => {
    const port = await freePort();
    base = `http://127.0.0.1:${port}`;
    const { PATH = '', HOME = '' } = process.env;
    shop = spawn(process.execPath, [join(ROOT, 'apps/demo/dist/main.js')], {
      cwd: ROOT,
      env: { PATH, HOME, PORT: String(port), NODE_ENV: 'production', OBSERVABILITY_TOKEN: TOKEN },
      stdio: 'ignore',
    });
    await eventually(async () => void (await fetch(`${base}/livez`)), STARTS_WITHIN_MS);
  });
  afterAll(() => {
    shop.kill('SIGKILL');
  });

  it.each(STATES)(
    'shows a $state shop in 80 and in 160 columns',
    async ({ state, fault, code, says }) => {
      if (fault) await fetch(`${base}/faults/${fault}`, { method: 'PUT' });
      const page = await eventually(async () => {
        const outcome = await health('--format', 'json');
        expect(JSON.parse(outcome.stdout)).toMatchObject({ status: state });
        expect(outcome.code).toBe(code);
        expect(outcome.stdout).toContain(says);
        return frozen(JSON.parse(outcome.stdout));
      }, CHANGES_WITHIN_MS);

      for (const columns of WIDTHS) screens.push(await capture(page, state, columns, code));
    },
  );

  it('shows the status only to who brings no token, and says so', async () => {
    const outcome = await Command.run(['health', '--url', base]);

    expect(outcome).toMatchObject({ code: 1, stdout: '✖ unhealthy\n' });
    expect(outcome.stderr).toBe(
      'Only the status is shown. Set OBSERVABILITY_TOKEN, or name the variable of a token by --token-env.\n',
    );
  });

  it('names the checks that there are', async () => {
    const outcome = await health('--check', 'databse');

    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toMatch(/There is no check "databse"; known: .*database/);
  });

  it('is what docs/cli.md shows', () => {
    const page = readFileSync(PAGE, 'utf8');
    const wanted = page.replace(SCREENS, (_all, begin: string, end: string) =>
      [begin, ...screens, end].join('\n\n'),
    );

    if (process.env['APPROVE_DOCS']) writeFileSync(PAGE, wanted);
    expect(screens).toHaveLength(STATES.length * WIDTHS.length);
    expect(readFileSync(PAGE, 'utf8')).toBe(wanted);
  });

  function health(...args: readonly string[]) {
    return Command.run(['health', '--url', base, ...args], { OBSERVABILITY_TOKEN: TOKEN });
  }
});

/** What a terminal of that width shows, as text. */
async function capture(
  page: unknown,
  state: string,
  columns: number,
  code: number,
): Promise<string> {
  const served = await servePage(code === 0 ? 200 : 503, page);
  const outcome = await Command.inTerminal(columns, ['health', '--url', served.url]);
  served.stop();
  expect(outcome.code).toBe(code);
  expect(outcome.stdout).toContain('\u001b[');
  const lines = stripVTControlCharacters(outcome.stdout).trimEnd().split('\r\n');
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(columns);
  return [`${state}, ${columns} columns:`, '', '```text', ...lines, '```'].join('\n');
}

/** What differs each time, made the same: times, connections, and how a driver words a cut connection. */
function frozen(page: unknown): unknown {
  const text = JSON.stringify(page, (key, value: unknown) => {
    if (key === 'timestamp' || key === 'checked_at') return '2026-11-24T12:00:00.000Z';
    if (key.endsWith('_ms')) return 1.25;
    if (/_(used|active)_connections$/.test(key)) return 2;
    return key === 'message' ? String(value).replace(/(failed: ).*/, '$1read ECONNRESET') : value;
  });
  return JSON.parse(text);
}
