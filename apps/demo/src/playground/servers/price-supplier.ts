import { createServer } from 'node:http';
import type { Server } from 'node:http';

/** Cents for each item that the supplier has. */
const PRICES: Readonly<Record<string, number>> = { tea: 450, coffee: 620, cocoa: 580, cup: 1200 };

/** The remote service that knows prices; in the demo it runs beside the shop, on a port of its own. */
export interface PriceSupplier {
  readonly url: string;
  stop(): Promise<void>;
}

/** @param atPort 0 lets the system pick one */
export async function startPriceSupplier(atPort = 0): Promise<PriceSupplier> {
  const server = createServer((request, response) => {
    const item = decodeURIComponent((request.url ?? '').replace('/prices/', ''));
    const cents = PRICES[item];
    const [status, body] = answerTo(request.url ?? '', item, cents);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(atPort, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return { url: `http://127.0.0.1:${port}`, stop: () => close(server) };
}

function answerTo(url: string, item: string, cents: number | undefined): [number, object] {
  if (url === '/status') return [200, { status: 'open' }];
  return cents === undefined ? [404, { error: 'no such item' }] : [200, { item, cents }];
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
