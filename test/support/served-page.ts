import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page that is served as it is, once frozen. */
export interface ServedPage {
  readonly url: string;
  stop(): void;
}

export async function servePage(status: number, page: unknown): Promise<ServedPage> {
  const server = createServer((_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(page)),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/health`, stop: () => server.close() };
}
