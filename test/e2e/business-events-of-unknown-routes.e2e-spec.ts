import { Controller, Get, Module } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ObservabilityModule } from 'nestjs-observability';
import { scrape } from '../support/metrics-page';
import { listen, platforms } from '../support/platforms';

@Controller('api/cups')
class CupsController {
  @Get()
  all(): string {
    return 'cups';
  }
}

@Module({
  imports: [
    ObservabilityModule.forRoot({
      logs: { level: 'silent' },
      endpoints: { access: { metrics: 'open', details: 'closed' } },
      metrics: {
        businessRoutes: [
          { event: 'page_view', method: 'GET', status: 200 },
          { event: 'api_request', route: '/api/*' },
          { event: 'api_error', route: /^\/api\//, status: [400, 599] },
          { event: 'api_error', route: '/api/*', status: 404 },
          { event: 'cups', route: '/api/cups' },
          { event: 'own', route: '/health*' },
        ],
      },
    }),
  ],
  controllers: [CupsController],
})
class CupsModule {}

describe.each(platforms)('business events of unknown routes on $platform', ({ adapter }) => {
  let app: INestApplication;

  afterAll(() => app.close());

  it('are those of prefixes and patterns, by the path, once for each event', async () => {
    app = await NestFactory.create(CupsModule, adapter(), { logger: false });
    const base = await listen(app);
    const get = async (path: string, method = 'GET'): Promise<number> =>
      (await fetch(base + path, { method })).status;

    expect(await get('/api/cups')).toBe(200);
    expect(await get('/api/plates?x=/api/')).toBe(404);
    expect(await get('/api/cups', 'DELETE')).toBe(404);
    expect(await get('/elsewhere?x=/api/')).toBe(404);
    expect(await get('/health/detail')).toBe(404);

    const events = await scrape(base, 'business_events_total');
    expect(Object.fromEntries(events.map(({ labels, value }) => [labels['event'], value]))).toEqual(
      {
        page_view: 1,
        api_request: 3,
        api_error: 2,
        cups: 1,
      },
    );
  });
});
