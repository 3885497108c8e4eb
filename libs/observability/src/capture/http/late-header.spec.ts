import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { RequestListener, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { lateHeader } from './late-header';

const HEADER = 'x-request-id';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

interface Answered {
  readonly status: number | undefined;
  readonly reason: string | undefined;
  /** Names and values in turn, as they came. */
  readonly raw: readonly string[];
}

/** What a real server answers whose responses get the header late. */
async function answer(
  work: (response: ServerResponse) => void,
  valueOf: () => string | undefined = () => 'id-1',
): Promise<Answered> {
  const writeHead = lateHeader(HEADER, valueOf) as ServerResponse['writeHead'];
  const listener: RequestListener = (_request, response) => {
    response.writeHead = writeHead;
    work(response);
  };
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const sent = request({ port, host: '127.0.0.1' }).end();
  const [response] = await once(sent, 'response');
  response.resume();
  return { status: response.statusCode, reason: response.statusMessage, raw: response.rawHeaders };
}

/** The values of one header, however it is spelt. */
function valuesOf({ raw }: Answered, name: string): string[] {
  return raw.filter((_value, i) => i % 2 === 1 && raw[i - 1]?.toLowerCase() === name);
}

describe('a header that is added late', () => {
  it.each<[string, (response: ServerResponse) => void]>([
    ['no headers are given at all', (r) => r.end('tea')],
    ['headers were set before', (r) => r.setHeader('x-tea', 'green').end('tea')],
    ['only a status is written', (r) => r.writeHead(200).end('tea')],
    ['a reason is written', (r) => r.writeHead(200, 'Fine').end('tea')],
    ['headers are written', (r) => r.writeHead(200, { 'x-tea': 'green' }).end('tea')],
    [
      'reason and headers are written',
      (r) => r.writeHead(200, 'Fine', { 'x-tea': 'green' }).end('tea'),
    ],
    ['headers are written as a list', (r) => r.writeHead(200, ['x-tea', 'green']).end('tea')],
    ['the answer failed', (r) => r.writeHead(500, { 'x-tea': 'green' }).end('tea')],
    ['the body comes in pieces', (r) => (r.write('t'), r.end('ea'))],
    ['headers are sent alone', (r) => (r.flushHeaders(), r.end('tea'))],
  ])('stands once in the answer when %s', async (_how, work) => {
    expect(valuesOf(await answer(work), HEADER)).toEqual(['id-1']);
  });

  it('leaves status, reason and the other headers as they were given', async () => {
    const answered = await answer((r) => r.writeHead(202, 'Later', { 'x-tea': ['a', 'b'] }).end());

    expect(answered).toMatchObject({ status: 202, reason: 'Later' });
    expect(valuesOf(answered, 'x-tea')).toEqual(['a', 'b']);
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['set', (r) => r.setHeader('X-Request-Id', 'mine').end()],
    [
      'set, beside others that are written',
      (r) => r.setHeader('X-Request-Id', 'mine').writeHead(200, { a: 'b' }).end(),
    ],
    ['written', (r) => r.writeHead(200, { 'X-Request-ID': 'mine' }).end()],
    ['written in a list', (r) => r.writeHead(200, ['X-Request-Id', 'mine']).end()],
    ['written in an answer that failed', (r) => r.writeHead(500, { 'X-Request-ID': 'mine' }).end()],
  ])('yields to the one that the app has %s', async (_how, work) => {
    expect(valuesOf(await answer(work), HEADER)).toEqual(['mine']);
  });

  it('does not write on what the app may use again', async () => {
    const shared = Object.freeze({ 'x-tea': 'green' });

    const answered = await answer((r) => r.writeHead(200, shared).end());

    expect(valuesOf(answered, HEADER)).toEqual(['id-1']);
  });

  it('lets the type of an answer that failed be read afterwards', async () => {
    let type: unknown;
    await answer((r) => {
      r.writeHead(500, { 'content-type': 'text/tea' }).end();
      type = r.getHeader('content-type');
    });

    expect(type).toBe('text/tea');
  });

  it('is left out where there is no value', async () => {
    const answered = await answer(
      (r) => r.writeHead(200, { 'x-tea': 'green' }).end(),
      () => undefined,
    );

    expect(valuesOf(answered, HEADER)).toEqual([]);
  });
});
