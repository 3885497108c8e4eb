import { connect } from 'node:net';
import type { INestApplication } from '@nestjs/common';
import { eventually } from '../support/eventually';
import { createFatesApp } from '../support/fates-app';
import { scrape } from '../support/metrics-page';
import { listen, platforms } from '../support/platforms';

const ABORTED = 200;
const MAX_WAIT_MS = 120;

describe.each(platforms)('the requests in flight on $platform', ({ adapter }) => {
  let app: INestApplication;
  let base: string;

  beforeAll(async () => {
    app = await createFatesApp(adapter(), { logs: { level: 'silent' } });
    base = await listen(app);
  });

  afterAll(() => app.close());

  it('are exact after 200 requests whose clients went away at any moment', async () => {
    const getSlow = 'GET /api/v1/fates/slow HTTP/1.1\r\nHost: x\r\n\r\n';
    const halfABody =
      'POST /api/v1/fates/body HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{"a":';

    await Promise.all(
      Array.from({ length: ABORTED }, (_, i) =>
        abort(i % 4 === 0 ? halfABody : getSlow, (i * 7) % MAX_WAIT_MS),
      ),
    );

    await eventually(async () => {
      expect(await inFlight()).toEqual({ GET: 1, POST: 0 }); // the scrape itself
    });
    expect(await ended('POST')).toEqual({ aborted: ABORTED / 4 });
    expect(await ended('GET', '/api/v1/fates/slow')).toEqual({ aborted: (ABORTED * 3) / 4 });
  });

  it('stay exact when the work of those who went away is done', async () => {
    await new Promise((resolve) => setTimeout(resolve, 500));

    expect(await inFlight()).toEqual({ GET: 1, POST: 0 });
    expect(await ended('GET', '/api/v1/fates/slow')).toEqual({ aborted: (ABORTED * 3) / 4 });
  });

  /** Sends the text, and cuts the connection after a while. */
  function abort(text: string, afterMs: number): Promise<void> {
    return new Promise((resolve) => {
      const socket = connect(Number(new URL(base).port), '127.0.0.1');
      socket.on('error', () => undefined).on('close', () => resolve());
      socket.write(text, () => setTimeout(() => socket.destroy(), afterMs));
    });
  }

  async function inFlight(): Promise<Record<string, number>> {
    const samples = await scrape(base, 'http_server_active_requests');
    return Object.fromEntries(
      samples.map(({ labels, value }) => [labels['http_request_method'], value]),
    );
  }

  /** Ended requests of a method by error type. */
  async function ended(method: string, route?: string): Promise<Record<string, number>> {
    const samples = await scrape(base, 'http_server_request_duration_seconds_count');
    const counts: Record<string, number> = {};
    for (const { labels, value } of samples) {
      if (labels['http_request_method'] !== method) continue;
      if (route !== undefined && labels['http_route'] !== route) continue;
      const type = labels['error_type'] ?? 'none';
      counts[type] = (counts[type] ?? 0) + value;
    }
    return counts;
  }
});
