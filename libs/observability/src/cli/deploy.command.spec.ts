import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { run } from './run';

interface Call {
  readonly path: string | undefined;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
}

interface Outcome {
  readonly code: number;
  readonly said: readonly string[];
  readonly complaints: readonly string[];
}

const DEPLOY = ['deploy', '--release', 'shop@1.2.3', '--environment', 'production'];
const TOKEN = 's3cret-token-of-the-build';

async function call(args: readonly string[], env: Record<string, string>): Promise<Outcome> {
  const [said, complaints]: [string[], string[]] = [[], []];
  const terminal = {
    env,
    screen: { isTerminal: false, columns: 80 },
    say: (line: string) => void said.push(line),
    complain: (line: string) => void complaints.push(line),
  };
  return { code: await run(args, terminal), said, complaints };
}

describe('the command deploy', () => {
  let server: Server;
  let base: string;
  let status: number;
  const calls: Call[] = [];

  beforeEach(async () => {
    calls.length = 0;
    status = 201;
    server = createServer((request, response) => {
      void keep(request).then(() => response.writeHead(status).end('{}'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  async function keep(request: IncomingMessage): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { authorization } = request.headers;
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Call['body'];
    calls.push({ path: request.url, authorization, body });
  }

  const sentry = (): Record<string, string> => ({
    SENTRY_AUTH_TOKEN: TOKEN,
    SENTRY_ORG: 'tea house',
    SENTRY_PROJECT: 'shop, api',
    SENTRY_URL: base,
  });

  it('makes the release in Sentry and marks its deployment', async () => {
    const outcome = await call(DEPLOY, sentry());

    expect(outcome).toEqual({
      code: 0,
      said: ['Sentry: shop@1.2.3 is deployed to production.'],
      complaints: [],
    });
    expect(calls).toMatchObject([
      {
        path: '/api/0/organizations/tea%20house/releases/',
        authorization: `Bearer ${TOKEN}`,
        body: { version: 'shop@1.2.3', projects: ['shop', 'api'] },
      },
      {
        path: '/api/0/organizations/tea%20house/releases/shop%401.2.3/deploys/',
        body: { environment: 'production', dateFinished: expect.any(String) },
      },
    ]);
  });

  it('annotates the dashboards of Grafana, below a path as well', async () => {
    const env = { GRAFANA_URL: `${base}/grafana`, GRAFANA_TOKEN: TOKEN };

    expect(await call([...DEPLOY, '--url', 'https://ci/7'], env)).toMatchObject({ code: 0 });
    expect(calls).toMatchObject([
      {
        path: '/grafana/api/annotations',
        body: {
          tags: ['deploy', 'production', 'shop@1.2.3'],
          text: 'shop@1.2.3 deployed to production (https://ci/7)',
        },
      },
    ]);
  });

  it('takes release and environment from the variables of Sentry', async () => {
    const env = { ...sentry(), SENTRY_RELEASE: 'shop@9', SENTRY_ENVIRONMENT: 'staging' };

    expect((await call(['deploy'], env)).said).toEqual(['Sentry: shop@9 is deployed to staging.']);
  });

  it('fails in one line, without the token, when the system refuses', async () => {
    status = 401;

    const outcome = await call(DEPLOY, sentry());

    expect(outcome).toEqual({
      code: 1,
      said: [],
      complaints: [
        'nestjs-observability: Sentry answered 401. ' +
          'Check SENTRY_AUTH_TOKEN (it needs project:releases), SENTRY_ORG and SENTRY_PROJECT.',
      ],
    });
  });

  it('fails in one line when nobody answers at the address', async () => {
    const outcome = await call(DEPLOY, { ...sentry(), SENTRY_URL: 'http://127.0.0.1:1' });

    expect(outcome.code).toBe(1);
    expect(outcome.complaints).toEqual([
      expect.stringMatching(/^nestjs-observability: Sentry at 127\.0\.0\.1:1 cannot be reached: /),
    ]);
  });

  it.each<[string, readonly string[], Record<string, string>, RegExp]>([
    ['no command is named', [], {}, /A command is missing; known: deploy, health\./],
    [
      'there is no such command',
      ['deplow'],
      {},
      /There is no command "deplow"; known: deploy, health\./,
    ],
    ['an option is unknown', [...DEPLOY, '--colour'], {}, /Unknown option '--colour'/],
    ['the release is missing', ['deploy'], {}, /--release is missing/],
    ['the environment is missing', DEPLOY.slice(0, 3), {}, /--environment is missing/],
    ['no system is set', DEPLOY, {}, /No system is configured/],
    ['one is set by half', DEPLOY, { GRAFANA_TOKEN: TOKEN }, /GRAFANA_URL must be set/],
    [
      'an address is none',
      DEPLOY,
      { GRAFANA_URL: 'file:///etc/passwd', GRAFANA_TOKEN: TOKEN },
      /GRAFANA_URL must be an address/,
    ],
  ])('is called wrongly when %s', async (_case, args, env, complaint) => {
    const outcome = await call(args, env);

    expect(outcome.code).toBe(2);
    expect(outcome.complaints).toEqual([expect.stringMatching(complaint)]);
    expect(outcome.complaints[0]).not.toContain(TOKEN);
  });

  it('is explained by --help', async () => {
    const { code, said } = await call(['deploy', '--help'], {});

    expect([code, said.join()]).toEqual([0, expect.stringContaining('SENTRY_AUTH_TOKEN')]);
  });
});
