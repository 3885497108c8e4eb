import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpServers } from './http-servers';

describe('the servers of an app', () => {
  let server: Server;
  let servers: HttpServers;
  let agent: Agent;
  let port: number;
  let waiting: ServerResponse[];

  beforeEach(async () => {
    waiting = [];
    server = createServer((request, response) => {
      if (request.url === '/later') waiting.push(response);
      else response.end();
    });
    servers = new HttpServers();
    servers.watch(server);
    servers.watch(server);
    agent = new Agent({ keepAlive: true, maxSockets: 1 });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  afterEach(() => {
    agent.destroy();
    server.close();
    server.closeAllConnections();
  });

  it('are listening and silent at first', () => {
    expect(servers).toMatchObject({ areListening: true, hasConnections: false, isBusy: false });
  });

  it('tell a connection that is busy from one that is merely open', async () => {
    const later = ask('/later');
    await once(server, 'request');
    expect(servers).toMatchObject({ hasConnections: true, isBusy: true });

    const answered = once(waiting[0]!, 'close');
    waiting[0]?.end();
    (await later).resume();
    await answered;

    expect(servers).toMatchObject({ hasConnections: true, isBusy: false });
  });

  it('keep connections alive, and close each after its answer from the end on', async () => {
    expect(await connectionOf('/')).toBe('keep-alive');

    servers.announceClose();
    servers.announceClose();

    expect(await connectionOf('/')).toBe('close');
    expect(server.listenerCount('request')).toBe(2);
  });

  it('say it also by the answers that are under way', async () => {
    const later = ask('/later');
    await once(server, 'request');

    servers.announceClose();
    waiting[0]?.end();

    expect((await later).headers.connection).toBe('close');
  });

  it('answer on open connections when they take no more of them', async () => {
    await connectionOf('/');

    servers.stopListening();
    const { statusCode } = await ask('/');

    expect(statusCode).toBe(200);
    expect(servers.areListening).toBe(false);
  });

  it('close what is idle, and cut off what is not, by name', async () => {
    const failed = ask('/later').catch(({ code }: NodeJS.ErrnoException) => code);
    await once(server, 'request');

    servers.closeIdle();
    expect(servers.isBusy).toBe(true);
    const cut = servers.cut();

    expect(cut).toEqual(waiting);
    expect(await failed).toBe('ECONNRESET');
    expect(servers).toMatchObject({ hasConnections: false, isBusy: false });
  });

  function ask(path: string): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      get({ port, host: '127.0.0.1', path, agent }, resolve).once('error', reject);
    });
  }

  async function connectionOf(path: string): Promise<string | undefined> {
    const answer = await ask(path);
    answer.resume();
    await once(answer, 'end');
    return answer.headers.connection;
  }
});
