import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { ExternalService, Finding } from '../../libs/observability/src/health';
import { HttpServiceIndicator } from '../../libs/observability/src/integrations';
import { eventually } from '../support/eventually';
import { FaultProxy } from '../support/fault-proxy';

const PIECE = Buffer.alloc(16_384, 'x');
/** What may be sent of an endless body until its end is noticed: the sockets on the way hold megabytes. */
const MAX_SENT_BYTES = 32_000_000;

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let proxy: FaultProxy;
let sentBytes = 0;
const asked: string[] = [];

const PATHS: Readonly<Record<string, Handler>> = {
  '/fine': (_request, response) => void response.end('ok'),
  '/moved': (_request, response) =>
    void response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end(),
  '/unchanged': (_request, response) => void response.writeHead(304).end(),
  '/endless': (_request, response) => {
    const send = (): void => {
      if (response.destroyed) return;
      sentBytes += PIECE.length;
      if (response.write(PIECE)) setImmediate(send);
      else response.once('drain', send);
    };
    send();
  },
  '/dripping': (_request, response) => {
    const timer = setInterval(() => response.write('x'), 50);
    response.once('close', () => clearInterval(timer));
  },
  '/slow': (_request, response) => void setTimeout(() => response.end('ok'), 120),
};

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    PATHS[request.url ?? '']?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  proxy = await FaultProxy.start(port);
});

afterAll(async () => {
  await proxy.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function indicatorFor(path: string, more: Partial<ExternalService> = {}): HttpServiceIndicator {
  const url = `http://127.0.0.1:${proxy.port}${path}`;
  return new HttpServiceIndicator([{ name: 'prices', url, timeoutMs: 400, ...more }], undefined, {
    slowMs: 100,
  });
}

function storm(indicator: HttpServiceIndicator): Promise<Finding[]> {
  return Promise.all(Array.from({ length: 500 }, () => indicator.check()));
}

describe('the health of an outside service', () => {
  it('is known by one connection, which is used again', async () => {
    const indicator = indicatorFor('/fine');
    const before = proxy.accepted;

    for (let i = 0; i < 20; i += 1) await indicator.check();
    const findings = await storm(indicator);

    expect(statusesOf(findings)).toEqual(['healthy']);
    expect(proxy.accepted - before).toBe(1);
  });

  it('follows no redirect, wherever it leads', async () => {
    const finding = await indicatorFor('/moved').check();

    expect(finding).toMatchObject({ status: 'degraded', message: 'prices returned 302' });
  });

  it('takes a 304 for what it is', async () => {
    const finding = await indicatorFor('/unchanged').check();

    expect(finding).toMatchObject({ status: 'degraded', message: 'prices returned 304' });
  });

  it('is slow when the answer takes longer than the threshold', async () => {
    const finding = await indicatorFor('/slow').check();

    expect(finding.message).toMatch(/^prices is slow \(0\.1\ds\)$/);
  });

  it('reads 64 KiB of an endless body at most, and closes the connection', async () => {
    const open = proxy.open;

    const finding = await indicatorFor('/endless').check();

    expect(finding.status).toBe('healthy');
    expect(sentBytes).toBeLessThan(MAX_SENT_BYTES);
    await eventually(() => expect(proxy.open).toBe(open));
    const sent = sentBytes;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(sentBytes).toBe(sent);
  });

  it('leaves a body that drips', async () => {
    const open = proxy.open;

    const startedAt = performance.now();
    // A limit above the body's, so that the body's own counts.
    const finding = await indicatorFor('/dripping', { timeoutMs: 5000 }).check();

    expect(finding.status).toBe('healthy');
    expect(performance.now() - startedAt).toBeLessThan(2000);
    await eventually(() => expect(proxy.open).toBe(open));
  });

  it.each(['hang', 'drop', 'half-open'] as const)(
    'falls at its first time-out in mode %s and comes back, with two new connections at most',
    async (mode) => {
      const indicator = indicatorFor('/fine');
      await indicator.check();
      const before = proxy.accepted;
      proxy.mode = mode;

      const findings = await storm(indicator);
      const opened = proxy.accepted - before;
      proxy.mode = 'pass';

      expect(findings.map(({ message }) => message)).toEqual(
        findings.map(() => 'prices unreachable: no answer within 400 ms'),
      );
      expect(opened).toBeLessThanOrEqual(2);
      await eventually(async () => {
        expect((await indicator.check()).status).toBe('healthy');
      });
    },
  );

  it('asks once more when the connection that it kept was closed meanwhile', async () => {
    const indicator = indicatorFor('/fine');
    await indicator.check();
    server.closeAllConnections();
    const questions = asked.length;

    const finding = await indicator.check();

    expect(finding.status).toBe('healthy');
    expect(asked.length - questions).toBe(1);
  });

  it('tells no address when nobody is there', async () => {
    const gone = await FaultProxy.start(1);
    await gone.stop();
    const url = `http://127.0.0.1:${gone.port}/`;

    const finding = await new HttpServiceIndicator([{ name: 'prices', url }]).check();

    expect(finding).toEqual({
      status: 'degraded',
      message: 'prices unreachable: ECONNREFUSED',
      details: { prices_error: 'ECONNREFUSED' },
    });
  });
});

function statusesOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map(({ status }) => status))];
}
