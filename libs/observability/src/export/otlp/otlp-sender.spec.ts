import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OtlpSender } from './otlp-sender';
import { sentryTarget } from './sentry-target';

const BATCH = Buffer.from('spans');
const MINUTE_MS = 60_000;

describe('a Sentry without an intake for OTLP', () => {
  let server: Server;
  let status: number;
  let requests: number;
  let nowMs: number;
  let sender: OtlpSender;

  beforeEach(async () => {
    [status, requests, nowMs] = [404, 0, 0];
    server = createServer((request, response) => {
      requests += 1;
      request.resume();
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    sender = new OtlpSender(sentryTarget(`http://key@127.0.0.1:${port}/1`, {})!, () => nowMs);
  });
  afterEach(async () => {
    sender.cut();
    await new Promise((resolve) => server.close(resolve));
  });

  it.each([403, 404, 405, 501])(
    'gets one batch when it answers %d, and no more',
    async (answer) => {
      status = answer;

      const answers = [await sender.send(BATCH), await sender.send(BATCH)];

      expect(requests).toBe(1);
      for (const { isTaken, reason } of answers) {
        expect([isTaken, reason]).toEqual([
          false,
          `Sentry responded with ${answer}, so it does not accept spans by OTLP. ` +
            "Set traces.exporter to 'none', or upgrade Sentry",
        ]);
      }
      expect(sender.exitFlush([BATCH]).bodies).toEqual([]);
    },
  );

  it('gets one again five minutes later, and all once it takes it', async () => {
    await sender.send(BATCH);
    status = 200;

    nowMs = 5 * MINUTE_MS - 1;
    const before = await sender.send(BATCH);
    nowMs = 5 * MINUTE_MS;
    const after = [await sender.send(BATCH), await sender.send(BATCH)];

    expect(before.isTaken).toBe(false);
    expect(after.map(({ isTaken }) => isTaken)).toEqual([true, true]);
    expect(requests).toBe(3);
    expect(sender.exitFlush([BATCH]).bodies).toEqual([BATCH]);
  });

  it('is not what a refused batch means', async () => {
    status = 400;

    await sender.send(BATCH);
    await sender.send(BATCH);

    expect(requests).toBe(2);
  });
});
