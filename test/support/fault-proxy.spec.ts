import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from './eventually';
import { FaultProxy } from './fault-proxy';
import type { ProxyMode } from './fault-proxy';

describe('a proxy with faults, in front of a server that says everything again,', () => {
  let server: Server;
  let proxy: FaultProxy;
  let sockets: Socket[];

  beforeEach(async () => {
    sockets = [];
    server = createServer((socket) => socket.pipe(socket).on('error', () => undefined));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    proxy = await FaultProxy.start((server.address() as { port: number }).port);
  });
  afterEach(async () => {
    sockets.forEach((socket) => socket.destroy());
    await proxy.stop();
    await new Promise((resolve) => server.close(resolve));
  });

  it('passes bytes on, both ways', async () => {
    const client = open();

    client.socket.write('a');

    await eventually(() => expect(client.heard).toBe('a'));
  });

  it('keeps bytes back while it hangs, and passes them on afterwards', async () => {
    const client = open();
    await eventually(() => expect(proxy.open).toBe(1));

    proxy.mode = 'hang';
    client.socket.write('a');
    await pause(50);
    const whileHanging = client.heard;
    proxy.mode = 'pass';

    expect(whileHanging).toBe('');
    await eventually(() => expect(client.heard).toBe('a'));
  });

  it('resets what is open and what comes', async () => {
    const client = open();
    await eventually(() => expect(proxy.open).toBe(1));

    proxy.mode = 'reset';
    const late = open();

    await eventually(() =>
      expect([client.error, late.error]).toEqual(['ECONNRESET', 'ECONNRESET']),
    );
  });

  it.each<ProxyMode>(['drop', 'half-open'])(
    'leaves a connection dead that met the mode %s, and serves new ones afterwards',
    async (mode) => {
      const client = open();
      await eventually(() => expect(proxy.open).toBe(1));

      proxy.mode = mode;
      client.socket.write('a');
      await pause(50);
      proxy.mode = 'pass';
      client.socket.write('b');
      const late = open();
      late.socket.write('c');

      await eventually(() => expect(late.heard).toBe('c'));
      expect([client.heard, client.error, client.isClosed]).toEqual(['', '', false]);
    },
  );

  it('takes its time when it is slow', async () => {
    proxy.mode = 'slow';
    proxy.delayMs = 40;
    const client = open();

    const from = performance.now();
    client.socket.write('a');
    await eventually(() => expect(client.heard).toBe('a'));

    expect(performance.now() - from).toBeGreaterThanOrEqual(75);
  });

  function open() {
    const socket = connect(proxy.port, '127.0.0.1');
    const client = { socket, heard: '', error: '', isClosed: false };
    socket.on('data', (bytes) => (client.heard += bytes.toString()));
    socket.on('error', (error: NodeJS.ErrnoException) => (client.error = error.code ?? ''));
    socket.on('close', () => (client.isClosed = true));
    sockets.push(socket);
    return client;
  }
});
