import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { addRequest, NOTHING } from './delivered';
import type { Delivered } from './delivered';

// A Sentry and an OTLP back end in a process of their own: they take everything and count it.

let delivered: Record<string, Delivered> = {};

function count(path: string, body: Buffer): void {
  // The first part of the path names the variant.
  const [, variant = ''] = path.split('/');
  delivered[variant] = addRequest(delivered[variant] ?? NOTHING, path, body);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  return request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
}

const server = createServer((request, response) => {
  void bodyOf(request).then((body) => {
    count(request.url ?? '', body);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as { port: number };
  process.send?.(port);
});
process.on('message', () => {
  process.send?.(delivered);
  delivered = {};
});
process.on('disconnect', () => process.exit());
