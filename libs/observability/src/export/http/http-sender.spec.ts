import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { Worker } from 'node:worker_threads';
import { HttpSender } from './http-sender';
import type { Reply } from './http-sender';

describe('a post', () => {
  let server: Server;
  let sender: HttpSender;
  let bodies: string[];

  beforeEach(() => (bodies = []));
  afterEach(async () => {
    sender.cut();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('sends the body and its headers, and returns the response', async () => {
    await answering((request, response) => {
      response.writeHead(202, { 'x-mood': 'fine' }).end(request.headers['x-kind']);
    });

    const reply = await post();

    expect(bodies).toEqual(['tea']);
    expect(reply).toMatchObject({ status: 202, body: Buffer.from('order') });
    expect(reply).toHaveProperty(['headers', 'x-mood'], 'fine');
  });

  it('ends at its limit if there is no response', async () => {
    await answering(() => undefined);

    expect(await post(50)).toEqual({ failure: 'timeout', reason: 'socket hang up' });
  });

  it('returns a response that arrived while this process was blocked beyond the limit', async () => {
    const worker = new Worker(
      `const { parentPort } = require('node:worker_threads');
       const server = require('node:http').createServer((_request, response) => response.end());
       server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`,
      { eval: true },
    );
    const port = await new Promise<number>((resolve) => worker.once('message', resolve));
    await answering(() => undefined);
    const elsewhere = new HttpSender({ url: new URL(`http://127.0.0.1:${port}/in`), headers: {} });
    await elsewhere.post(Buffer.from('warm'), {}, { limitMs: 5000 });

    const reply = elsewhere.post(Buffer.from('tea'), {}, { limitMs: 200 });
    await new Promise((resolve) => setTimeout(resolve, 1));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);

    expect(await reply).toMatchObject({ status: 200 });
    elsewhere.cut();
    await worker.terminate();
  });

  it('counts as answered if the response breaks off', async () => {
    await answering((_request, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('half');
    });

    expect(await post(50)).toMatchObject({ status: 200, body: Buffer.from('half') });
  });

  it('reports a connection that is reset', async () => {
    await answering((request) => void request.socket.resetAndDestroy());

    expect(await post()).toEqual({ failure: 'network', reason: 'read ECONNRESET' });
  });

  it('is not sent with a header that Node refuses', async () => {
    await answering((_request, response) => void response.end());

    const reply = await sender.post(Buffer.from('tea'), { 'x-kind': 'a\nb' }, { limitMs: 1000 });

    expect(reply).toMatchObject({ failure: 'refused' });
  });

  it('reuses one connection until it is dropped', async () => {
    const ports = new Set<number | undefined>();
    await answering((request, response) => {
      ports.add(request.socket.remotePort);
      response.end();
    });

    await post();
    await post();
    const before = ports.size;
    sender.dropIdle();
    await post();

    expect([before, ports.size]).toEqual([1, 2]);
  });

  it('reports when the kernel has the whole body', async () => {
    let isSent = false;
    await answering(() => undefined);

    await sender.post(Buffer.from('tea'), {}, { limitMs: 100, onSent: () => (isSent = true) });

    expect(isSent).toBe(true);
  });

  async function answering(listener: RequestListener): Promise<void> {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (bytes: Buffer) => (body += bytes.toString()));
      request.on('end', () => bodies.push(body));
      listener(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    sender = new HttpSender({ url: new URL(`http://127.0.0.1:${port}/in`), headers: {} });
  }

  function post(limitMs = 5000): Promise<Reply> {
    return sender.post(Buffer.from('tea'), { 'x-kind': 'order' }, { limitMs });
  }
});
