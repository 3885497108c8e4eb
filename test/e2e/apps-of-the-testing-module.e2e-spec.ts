import { Controller, Get, Module, Param } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { ObservabilityModule } from 'nestjs-observability';
import { LogRecorder } from '../support/log-recorder';
import { parseMetrics } from '../support/metrics-page';
import { listen, platforms } from '../support/platforms';

@Controller('teas')
class TeasController {
  @Get(':name')
  find(@Param('name') name: string): { name: string } {
    if (name === 'coffee') throw new TypeError('not a tea');
    return { name };
  }
}

/** It gives its apps their adapter when all providers exist already; `NestFactory` does so before. */
describe.each(platforms)("an app of Nest's testing module on $platform", ({ adapter }) => {
  const logs = new LogRecorder();
  let app: INestApplication;
  let base: string;

  beforeAll(async () => {
    @Module({
      imports: [ObservabilityModule.forRoot({ logs: { level: 'info', destination: logs } })],
      controllers: [TeasController],
    })
    class TeaModule {}

    const module = await Test.createTestingModule({ imports: [TeaModule] }).compile();
    app = module.createNestApplication(adapter());
    app.setGlobalPrefix('shop');
    base = await listen(app);
  });
  afterAll(async () => {
    await app.close();
  });

  it.each([
    ['/shop/teas/assam', 200, '/shop/teas/:name'],
    ['/shop/teas/coffee', 500, '/shop/teas/:name'],
    ['/nowhere', 404, undefined],
  ])('names the route of %s on its line and in its metric', async (path, status, route) => {
    logs.clear();

    const response = await fetch(base + path);
    const exposition = await (await fetch(`${base}/metrics`)).text();

    expect(response.status).toBe(status);
    const [line] = logs.access;
    expect(line?.http).toMatchObject({ method: 'GET', path, status, ...(route && { route }) });
    expect(line?.request_id).toBe(response.headers.get('x-request-id'));
    const counts = parseMetrics(exposition).filter(
      ({ name, labels }) =>
        name === 'http_server_request_duration_seconds_count' &&
        labels['http_response_status_code'] === String(status),
    );
    expect(counts).toMatchObject([{ value: 1, labels: { http_route: route ?? 'unknown' } }]);
  });

  it('is ready, and healthy', async () => {
    const statuses = await Promise.all(
      ['/livez', '/readyz', '/health'].map(async (path) => (await fetch(base + path)).status),
    );

    expect(statuses).toEqual([200, 200, 200]);
  });
});
