import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { run } from '../run';

const TOKEN = 's3cret-token-of-the-shop';
const DATABASE = {
  name: 'database',
  status: 'healthy',
  critical: true,
  message: 'connected',
  response_time_ms: 1,
  details: {},
};
const CACHE = { ...DATABASE, name: 'cache', status: 'degraded', message: 'slow', critical: false };
const PAGE = { status: 'degraded', version: '1', environment: 'test', checks: [DATABASE, CACHE] };

interface Outcome {
  readonly code: number;
  readonly said: string;
  readonly complaints: readonly string[];
}

describe('the command health', () => {
  let server: Server;
  let base: string;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;

  beforeAll(async () => {
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    answer = (_request, response) => response.end(JSON.stringify(PAGE));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  async function call(args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
    const [said, complaints]: [string[], string[]] = [[], []];
    const code = await run(['health', '--url', base, ...args], {
      env,
      screen: { isTerminal: false, columns: 80 },
      say: (line) => void said.push(line),
      complain: (line) => void complaints.push(line),
    });
    return { code, said: said.join('\n'), complaints };
  }

  it('shows a degraded app as a table, and ends well', async () => {
    const { code, said, complaints } = await call([]);

    expect([code, complaints]).toEqual([0, []]);
    expect(said).toContain('▲ degraded  1 · test');
    expect(said).toContain('  cache     ▲ degraded   1.00 ms  slow');
  });

  it('fails when the app is unhealthy, which answers 503', async () => {
    answer = (_request, response) =>
      response.writeHead(503).end(JSON.stringify({ ...PAGE, status: 'unhealthy' }));

    expect(await call([])).toMatchObject({ code: 1, complaints: [] });
  });

  it('gives the JSON of the page', async () => {
    const { code, said } = await call(['--format', 'json']);

    expect(code).toBe(0);
    expect(JSON.parse(said)).toEqual(PAGE);
  });

  it('shows one check, and ends as that check is', async () => {
    answer = (_request, response) =>
      response
        .writeHead(503)
        .end(JSON.stringify({ ...PAGE, status: 'unhealthy', checks: [DATABASE, CACHE] }));

    const table = await call(['--check', 'database']);
    const { said } = await call(['--check', 'cache', '--format', 'json']);

    expect(table.code).toBe(0);
    expect(table.said).toContain('✔ healthy');
    expect(table.said).not.toContain('cache');
    expect(JSON.parse(said)).toEqual(CACHE);
  });

  it('lists the known checks when another is requested', async () => {
    expect(await call(['--check', 'databse'])).toEqual({
      code: 2,
      said: '',
      complaints: [
        'nestjs-observability: There is no check "databse"; known: database, cache. See nestjs-observability --help.',
      ],
    });
  });

  it('brings the token, and never shows it', async () => {
    const seen: (string | undefined)[] = [];
    answer = ({ headers }, response) => {
      seen.push(headers.authorization);
      response.end(JSON.stringify({ status: 'healthy' }));
    };

    const outcome = await call([], { OBSERVABILITY_TOKEN: TOKEN });

    expect(seen).toEqual([`Bearer ${TOKEN}`]);
    expect(outcome).toEqual({
      code: 0,
      said: '✔ healthy',
      complaints: ['Only the status is shown. The app did not accept the token.'],
    });
  });

  it('says how to see more where only the status is shown', async () => {
    answer = (_request, response) => response.end(JSON.stringify({ status: 'healthy' }));

    const hint = 'Set OBSERVABILITY_TOKEN, or name the variable of a token by --token-env.';
    expect((await call([])).complaints).toEqual([`Only the status is shown. ${hint}`]);
    expect(await call(['--check', 'database'])).toMatchObject({
      code: 1,
      complaints: [
        `nestjs-observability: The health page does not show the check "database". ${hint}`,
      ],
    });
  });

  it.each<[string, number, string, string]>([
    ['a page of HTML', 200, '<html>', 'with no health page. Pass the address of the health page'],
    ['another JSON', 200, '{"ok":true}', 'with no health page'],
    ['404', 404, '{}', 'answered 404 with no health page'],
    ['401', 401, '{}', 'The health page requires a token. Set OBSERVABILITY_TOKEN'],
    ['a redirect', 302, '', 'Redirects are not followed'],
    ['an error', 500, 'oops', 'answered 500 with no health page'],
    ['nothing', 200, '', 'answered 200 with no health page'],
  ])('fails in one line when it gets %s', async (_what, status, body, complaint) => {
    answer = (_request, response) =>
      response.writeHead(status, { location: '/elsewhere' }).end(body);

    const outcome = await call([]);

    expect(outcome).toMatchObject({ code: 1, said: '' });
    expect(outcome.complaints).toEqual([expect.stringContaining(complaint)]);
  });

  it.each<[string, typeof answer]>([
    ['never answers', () => undefined],
    ['never ends its answer', (_request, response) => void response.write('{')],
  ])('gives up on an app that %s', async (_what, hang) => {
    answer = hang;

    const { code, complaints } = await call(['--timeout', '200']);

    expect(code).toBe(1);
    expect(complaints).toEqual([
      `nestjs-observability: The app at ${new URL(base).host} cannot be reached: no answer within 0.2 s.`,
    ]);
  });

  it('does not read an answer without end', async () => {
    answer = (_request, response) => {
      const more = (): boolean => {
        while (response.write('x'.repeat(65_536)));
        return response.once('drain', more).destroyed;
      };
      more();
    };

    expect(await call([])).toMatchObject({ code: 1, said: '' });
  });

  it('shows a stack with --debug only', async () => {
    answer = (_request, response) => response.writeHead(404).end();

    expect((await call([])).complaints).toHaveLength(1);
    expect((await call(['--debug'])).complaints[1]).toContain('CommandError');
  });
});
