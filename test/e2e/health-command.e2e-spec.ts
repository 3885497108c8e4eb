import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Command } from '../support/command';
import type { CommandOutcome } from '../support/command';
import { freePort } from '../support/services/free-port';

const APPS = join(__dirname, '../support/health-apps.cjs');
const SECRETS = /s3cret|hunter2/;
/** Above what a start takes on a busy machine; who hangs is given less. */
const PATIENT = ['--timeout', '40000'];
const ENDS_WITHIN_MS = 40_000;

jest.setTimeout(2 * ENDS_WITHIN_MS);

describe('the command health, on an app that it starts itself', () => {
  it.each([
    ['healthy', 0, '✔ healthy  1.2.3 · test', 'valid'],
    ['unhealthy', 1, '✖ unhealthy  1.2.3 · test', 'ended'],
  ])('shows a %s one, and ends although its clients stay open', async (name, code, head, says) => {
    const outcome = await health('--app', `${APPS}#${name}`, ...PATIENT);

    expect({ code: outcome.code, stderr: outcome.stderr }).toEqual({ code, stderr: '' });
    expect(outcome.stdout).toContain(head);
    expect(outcome.stdout).toContain(says);
    expect(outcome.stdout).not.toContain('a line of the app');
    expect(outcome.ms).toBeLessThan(ENDS_WITHIN_MS);
  });

  it('gives the JSON of its page, and nothing else on standard output', async () => {
    const { code, stdout } = await health('--app', `${APPS}#degraded`, '--format', 'json');

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'degraded',
      version: '1.2.3',
      checks: [{ name: 'licence', status: 'degraded', message: 'ends in 3 days' }],
    });
  });

  it('says in one line why there is no answer', async () => {
    const outcomes = await Promise.all([
      health('--app', `${APPS}#ShopModule`, ...PATIENT),
      health('--app', `${APPS}#bare`, ...PATIENT),
      health('--app', `${APPS}#failing`, ...PATIENT),
      health('--app', `${APPS}#misconfigured`, ...PATIENT),
      health('--app', `${APPS}#dying`, ...PATIENT),
      health('--app', `${APPS}.missing`),
      health('--app', `${APPS}#hanging`, '--timeout', '4000'),
    ]);

    const reasons = outcomes.map((outcome) => lineOf(outcome, 1));
    expect(reasons).toEqual([
      expect.stringContaining('exports no ShopModule; it exports: healthy, degraded,'),
      expect.stringContaining('did not start: it does not import ObservabilityModule.'),
      expect.stringContaining('did not start: cannot connect to postgres://'),
      expect.stringContaining('health.timeoutMs'),
      expect.stringContaining('ended before it answered (exit code 3).'),
      expect.stringContaining('health-apps.cjs.missing cannot be found.'),
      expect.stringContaining('did not answer within 4 s.'),
    ]);
  });

  it('shows the stack and what the app writes with --debug only', async () => {
    const { stderr } = await health('--app', `${APPS}#failing`, '--debug');

    expect(stderr).toContain('a line of the app');
    expect(stderr).toMatch(/\n {4,8}at .*health-apps\.cjs/);
    expect(stderr).not.toMatch(SECRETS);
  });
});

describe('the command health, called wrongly or on an app that is ill', () => {
  let server: Server;
  let host: string;
  let hanging: Command;
  const answers: Readonly<Record<string, RequestListener>> = {
    '/page': (_request, response) => response.end('<h1>'),
    '/private': (_request, response) => response.writeHead(401).end(),
    '/moved': (_request, response) => response.writeHead(302, { location: '/page' }).end(),
    '/hang': () => undefined,
  };

  beforeAll(async () => {
    server = createServer((request, response) => answers[request.url ?? '']?.(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    hanging = Command.start(['health', '--url', `http://${host}/hang`]);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('says in one line how it is called wrongly', async () => {
    const outcomes = await Promise.all([
      Command.run(['helth']),
      health('--url', 'shop'),
      health('--url', 'http://a:hunter2@b'),
      health('--colour'),
      health('--token-env', 'X'),
    ]);

    expect(outcomes.map((outcome) => lineOf(outcome, 2))).toEqual([
      expect.stringContaining('There is no command "helth"; known: deploy, health.'),
      expect.stringContaining('--url must be an address'),
      expect.stringContaining('--url must hold no user'),
      expect.stringContaining("Unknown option '--colour'"),
      expect.stringContaining('The variable X is not set; it was given by --token-env.'),
    ]);
  });

  it('says in one line what is wrong with the app, and never the token', async () => {
    const env = { OBSERVABILITY_TOKEN: 's3cret-token-of-the-shop' };
    const nobody = `http://127.0.0.1:${await freePort()}`;
    const urls = [`http://${host}/page`, `http://${host}/private`, `http://${host}/moved`];

    const outcomes = await Promise.all(
      [...urls, `https://${host}`, nobody].map((url) => Command.run(['health', '--url', url], env)),
    );

    expect(outcomes.map((outcome) => lineOf(outcome, 1))).toEqual([
      expect.stringContaining('answered 200 with no health page'),
      expect.stringContaining('answered 401 with no health page. The health page requires a token'),
      expect.stringContaining('Redirects are not followed'),
      expect.stringContaining('it does not speak TLS'),
      expect.stringContaining('nothing listens there (ECONNREFUSED)'),
    ]);
  });

  it('ends on Ctrl-C, without a word', async () => {
    const { child, outcome } = Command.start(['health', '--url', `http://${host}/hang`]);
    await new Promise((resolve) => server.once('request', resolve));

    child.kill('SIGINT');

    expect(await outcome).toMatchObject({ code: 130, stdout: '', stderr: '' });
  });

  it('does not mind a reader that leaves early', async () => {
    expect(await Command.intoClosedPipe(['--help'])).toMatchObject({ code: 0, stderr: '' });
  });

  it('gives up on an app that hangs after 10 seconds', async () => {
    const outcome = await hanging.outcome;

    expect(lineOf(outcome, 1)).toContain('no answer within 10 s.');
    expect(outcome.ms).toBeGreaterThan(9900);
    expect(outcome.ms).toBeLessThan(ENDS_WITHIN_MS);
  });
});

function health(...args: readonly string[]): Promise<CommandOutcome> {
  return Command.run(['health', ...args]);
}

/** The one line that it says, without colours and without a secret. */
function lineOf({ code, stdout, stderr }: CommandOutcome, wantedCode: number): string {
  expect({ code, stdout }).toEqual({ code: wantedCode, stdout: '' });
  expect(stderr).toMatch(/^nestjs-observability: \P{Cc}+\n$/u);
  expect(stderr).not.toMatch(SECRETS);
  return stderr;
}
