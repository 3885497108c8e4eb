import { Controller, Get, Module, Param, Post } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { currentContext, ObservabilityModule } from 'nestjs-observability';
import { eventually } from '../support/eventually';
import { parseMetrics, scrape } from '../support/metrics-page';
import { listen, platforms } from '../support/platforms';

const waiting = new Map<string, () => void>();

function countQuery(): void {
  const context = currentContext();
  if (context) context.queries += 1;
}

@Controller()
class HallController {
  @Get('poll/:id')
  poll(@Param('id') id: string): Promise<string> {
    return new Promise((resolve) => waiting.set(id, () => resolve('polled')));
  }

  @Get('cups/:id')
  async cup(@Param('id') id: string): Promise<string> {
    countQuery();
    return id === 'slow' ? this.poll(id) : 'a cup';
  }

  @Post('track/:event')
  track(): string {
    countQuery();
    return 'tracked';
  }
}

@Module({
  imports: [
    ObservabilityModule.forRoot({
      logs: { level: 'silent' },
      endpoints: { access: 'open' },
      metrics: {
        ignore: ['/poll/:id', '/assets/*', /^\/track\//, '/metrics'],
        businessRoutes: [{ event: 'seen' }],
      },
    }),
  ],
  controllers: [HallController],
})
class HallModule {}

describe.each(platforms)('requests that metrics leave out on $platform', ({ adapter }) => {
  let app: INestApplication;
  let base: string;

  beforeAll(async () => {
    app = await NestFactory.create(HallModule, adapter(), { logger: false });
    base = await listen(app);
  });

  afterAll(() => app.close());

  it('are in no metric of requests, by route, path and pattern; all others are', async () => {
    await Promise.all([get('/assets/logo.png'), get('/cups/1'), get('/nowhere?a=1')]);
    expect(await (await fetch(`${base}/track/click?x=1`, { method: 'POST' })).text()).toBe(
      'tracked',
    );
    await get('/metrics');

    const page = await get('/metrics');
    const ofRequests = parseMetrics(page).filter(({ name }) => name.startsWith('http_server_'));
    const routes = new Set(ofRequests.flatMap(({ labels }) => labels['http_route'] ?? []));
    expect([...routes].toSorted()).toEqual(['/cups/:id', 'unknown']);
    expect(await scrape(base, 'http_server_request_db_queries_count')).toEqual([
      expect.objectContaining({ labels: { http_request_method: 'GET', http_route: '/cups/:id' } }),
    ]);
    expect(await scrape(base, 'business_events_total')).toEqual([
      { name: 'business_events_total', labels: { event: 'seen' }, value: 1 },
    ]);
  });

  it('are not in flight either, while the others are', async () => {
    const under = [get('/poll/a?x=1'), get('/poll/b'), get('/cups/slow')];
    await eventually(() => expect([...waiting.keys()].toSorted()).toEqual(['a', 'b', 'slow']));

    expect(await active()).toEqual([['GET', 1]]);

    for (const finish of waiting.values()) finish();
    expect(await Promise.all(under)).toEqual(['polled', 'polled', 'polled']);
    await eventually(async () => expect(await active()).toEqual([['GET', 0]]));
  });

  async function get(path: string): Promise<string> {
    return (await fetch(`${base}${path}`)).text();
  }

  async function active(): Promise<unknown[]> {
    const samples = await scrape(base, 'http_server_active_requests');
    return samples.map(({ labels, value }) => [labels['http_request_method'], value]);
  }
});
