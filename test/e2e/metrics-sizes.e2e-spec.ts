import type { INestApplication } from '@nestjs/common';
import { scrape } from '../support/metrics-page';
import { ask } from '../support/metrics-request';
import { createSizesApp } from '../support/metrics-sizes-app';
import { listen, platforms } from '../support/platforms';

describe.each(platforms)('the size of a body on $platform', ({ adapter }) => {
  let app: INestApplication;
  let base: string;

  beforeAll(async () => {
    app = await createSizesApp(adapter());
    base = await listen(app);
  });

  afterAll(() => app.close());

  it.each([
    ['of known length', 'json', 'content-length', undefined],
    ['in chunks', 'chunked', 'transfer-encoding', undefined],
    ['compressed', 'compressed', 'transfer-encoding', 'gzip'],
    ['compressed and in chunks', 'compressed-stream', 'transfer-encoding', 'gzip'],
  ])('that is sent %s is what went over the network', async (_case, route, header, encoding) => {
    const path = `/sizes/${route}`;

    const answers = [await ask(base + path), await ask(base + path)];

    const [first] = answers;
    expect(first?.headers).toHaveProperty(header);
    expect(first?.headers['content-encoding']).toBe(encoding);
    expect(await recorded('response', path)).toEqual({
      count: 2,
      sum: answers.reduce((sum, { body }) => sum + body.length, 0),
    });
    expect(first?.body.length).toBeGreaterThan(50);
  });

  it.each([
    ['HEAD', 'HEAD', 'json', 200],
    ['the status 204', 'GET', 'none', 204],
    ['the status 304', 'GET', 'unchanged', 304],
  ])('is none for %s', async (_case, method, route, status) => {
    const answer = await ask(`${base}/sizes/${route}`, { method });

    expect([answer.status, answer.body.length]).toEqual([status, 0]);
    expect(await recorded('response', `/sizes/${route}`, method)).toEqual({ count: 0, sum: 0 });
  });

  it('that is received is what came over the network, its length said or not', async () => {
    const body = JSON.stringify({ text: 'größer'.repeat(1000) });
    const length = Buffer.byteLength(body);

    const type = { 'content-type': 'application/json' };
    const url = `${base}/sizes/upload`;
    const whole = { ...type, 'content-length': length };

    const known = await ask(url, { method: 'POST', headers: whole, body: [body] });
    const chunked = await ask(url, { method: 'POST', headers: type, body: piecesOf(body) });

    expect([known.status, chunked.status]).toEqual([201, 201]);
    expect(await recorded('request', '/sizes/upload', 'POST')).toEqual({
      count: 2,
      sum: 2 * length,
    });
  });

  it('is none for a request without one', async () => {
    expect(await recorded('request', '/sizes/json')).toEqual({ count: 0, sum: 0 });
  });

  async function recorded(
    side: 'request' | 'response',
    route: string,
    method = 'GET',
  ): Promise<{ count: number; sum: number }> {
    const of = async (part: string): Promise<number> =>
      (await scrape(base, `http_server_${side}_body_size_bytes_${part}`))
        .filter(({ labels }) => labels['http_route'] === route)
        .filter(({ labels }) => labels['http_request_method'] === method)
        .reduce((sum, { value }) => sum + value, 0);
    return { count: await of('count'), sum: await of('sum') };
  }
});

function piecesOf(text: string): Buffer[] {
  const bytes = Buffer.from(text);
  const starts = Array.from({ length: Math.ceil(bytes.length / 700) }, (_, i) => i * 700);
  return starts.map((start) => bytes.subarray(start, start + 700));
}
