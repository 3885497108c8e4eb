import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { Drops } from '../core';
import { json } from './endpoint';
import { EndpointTable } from './endpoint-table';
import { ManagementPortError, ManagementServer } from './management-server';

const HOST = '127.0.0.1';

function tableWith(path: string): EndpointTable {
  return new EndpointTable([{ path, answer: () => json(200, { path }) }], new Drops());
}

function serverAt(port: number): ManagementServer {
  return new ManagementServer(tableWith('/metrics'), { host: HOST, port }, new Drops());
}

describe('the management port', () => {
  let management: ManagementServer;
  let base: string;

  beforeEach(async () => {
    management = serverAt(0);
    await management.start();
    base = `http://${HOST}:${management.port}`;
  });

  afterEach(() => management.stop());

  it('serves the endpoints', async () => {
    const response = await fetch(`${base}/metrics`);

    expect([response.status, await response.json()]).toEqual([200, { path: '/metrics' }]);
  });

  it.each([
    ['GET', '/'],
    ['GET', '/orders'],
    ['POST', '/metrics'],
    ['GET', '/metrics/x'],
  ])('answers %s %s with 404', async (method, path) => {
    const response = await fetch(base + path, { method });

    expect([response.status, await response.json()]).toEqual([404, { error: 'Not found' }]);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('answers HEAD without a body', async () => {
    const [known, unknown] = await Promise.all(
      ['/metrics', '/orders'].map((path) => fetch(base + path, { method: 'HEAD' })),
    );

    expect([known?.status, await known?.text()]).toEqual([200, '']);
    expect([unknown?.status, await unknown?.text()]).toEqual([404, '']);
  });

  it('is free again after the stop, even with open connections', async () => {
    await fetch(`${base}/metrics`, { headers: { connection: 'keep-alive' } });
    const { port } = management;

    management.stop();
    const next = serverAt(Number(port));
    await next.start();

    expect(next.port).toBe(port);
    next.stop();
  });
});

describe('a management port that is taken', () => {
  let other: Server;
  let port: number;

  beforeEach(async () => {
    other = createServer();
    await new Promise<void>((resolve) => other.listen(0, HOST, resolve));
    port = (other.address() as { port: number }).port;
  });

  afterEach(() => other.close());

  it('stops the start and says what to do', async () => {
    const failure = serverAt(port).start();

    await expect(failure).rejects.toBeInstanceOf(ManagementPortError);
    await expect(failure).rejects.toMatchObject({
      code: 'ENDPOINTS_MANAGEMENT_PORT',
      message:
        `endpoints.management: cannot listen on ${HOST}:${port} ` +
        `(listen EADDRINUSE: address already in use ${HOST}:${port}). ` +
        'Choose a free port, or stop the process that listens there.',
      cause: expect.objectContaining({ code: 'EADDRINUSE' }) as unknown,
    });
  });

  it('may be stopped all the same', async () => {
    const management = serverAt(port);
    await expect(management.start()).rejects.toThrow('cannot listen');

    expect(() => management.stop()).not.toThrow();
    expect(management.port).toBeUndefined();
  });
});

describe('a management server that never started', () => {
  it('may be stopped', () => {
    const management = serverAt(0);

    expect(() => management.stop()).not.toThrow();
    expect(management.port).toBeUndefined();
  });
});
