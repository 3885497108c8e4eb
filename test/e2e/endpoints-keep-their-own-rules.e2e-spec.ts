import {
  CallHandler,
  CanActivate,
  Controller,
  ExecutionContext,
  ForbiddenException,
  Get,
  Injectable,
  Module,
  NestInterceptor,
} from '@nestjs/common';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, NestFactory } from '@nestjs/core';
import { HealthCheck, HealthCheckService, TerminusModule } from '@nestjs/terminus';
import type { HealthCheckResult } from '@nestjs/terminus';
import { InjectMetric, makeCounterProvider } from '@willsoto/nestjs-prometheus';
import { Counter, register } from 'prom-client';
import { map } from 'rxjs';
import type { Observable } from 'rxjs';
import { HealthService, ObservabilityModule } from 'nestjs-observability';
import type { HealthIndicator, ObservabilityOptions } from 'nestjs-observability';
import { FakeIndicator } from 'nestjs-observability/testing';
import { LogRecorder } from '../support/log-recorder';
import { listen, platforms } from '../support/platforms';

@Injectable()
class Closed implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.getClass() === OwnController) return true;
    throw new ForbiddenException();
  }
}

@Injectable()
class Wrapping implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(map((data: unknown) => ({ data })));
  }
}

@Controller('own')
class OwnController {
  constructor(
    private readonly terminus: HealthCheckService,
    private readonly health: HealthService,
    @InjectMetric('own_total') private readonly own: Counter,
  ) {}

  @Get('terminus')
  @HealthCheck()
  check(): Promise<HealthCheckResult> {
    return this.terminus.check([this.health.terminus('disk')]);
  }

  @Get('count')
  count(): string {
    this.own.inc();
    return 'counted';
  }
}

const disk = new FakeIndicator('disk', true);

@Module({})
class App {
  static with(options: ObservabilityOptions): DynamicModule {
    return {
      module: App,
      imports: [ObservabilityModule.forRoot(options), TerminusModule],
      controllers: [OwnController],
      providers: [
        { provide: APP_GUARD, useClass: Closed },
        { provide: APP_INTERCEPTOR, useClass: Wrapping },
        makeCounterProvider({ name: 'own_total', help: "The app's own." }),
      ],
    };
  }
}

describe.each(platforms)('the endpoints on $platform', ({ adapter }) => {
  const logs = new LogRecorder();
  let app: INestApplication | undefined;

  afterEach(async () => {
    await app?.close();
    register.clear();
    disk.finds('healthy');
  });

  async function start(options: ObservabilityOptions = {}): Promise<string> {
    const indicators: HealthIndicator[] = [disk];
    const checks = { disk: { policy: 'gate', fall: 1, rise: 1 } } as const;
    const health = { indicators, cacheMs: 0, checks };
    const all = { logs: { destination: logs }, health, ...options };
    app = await NestFactory.create(App.with(all), adapter(), { logger: false });
    app.setGlobalPrefix('api/v2');
    app.enableCors();
    logs.clear();
    return listen(app);
  }

  it.each(['/livez', '/readyz', '/startupz', '/health', '/health/detail', '/metrics'])(
    'answer %s whatever prefix, guard and interceptor the app has, and are never cached',
    async (path) => {
      const base = await start();

      const response = await fetch(base + path);

      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('etag')).toBeNull();
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
      expect(await response.text()).not.toMatch(/^\{"data"/);
    },
  );

  it('log a probe only when it fails', async () => {
    const base = await start();

    await fetch(`${base}/readyz`);
    expect(logs.access).toHaveLength(0);

    disk.finds('unhealthy', 'full');
    await fetch(`${base}/readyz`);
    expect(logs.access.map(({ http }) => [http['route'], http['status']])).toEqual([
      ['/readyz', 503],
    ]);
  });

  it('tell strangers in production the status only, and nothing of the metrics', async () => {
    disk.finds('unhealthy', 'connect ECONNREFUSED 10.0.0.7:5432');
    const base = await start({ service: { environment: 'production' } });

    const health = await fetch(`${base}/health`);
    const [metrics, detail] = await Promise.all(
      ['/metrics', '/health/detail'].map(async (path) => (await fetch(base + path)).status),
    );

    expect([health.status, await health.json()]).toEqual([503, { status: 'unhealthy' }]);
    expect([metrics, detail]).toEqual([404, 404]);
  });

  it('open to who brings the token', async () => {
    const base = await start({ endpoints: { token: 'correct-horse-battery' } });
    const get = async (authorization: string): Promise<number> =>
      (await fetch(`${base}/metrics`, { headers: { authorization } })).status;

    expect(await get('Bearer correct-horse-battery')).toBe(200);
    expect(await get('Bearer wrong-horse-battery')).toBe(401);
    expect((await fetch(`${base}/health/detail`)).status).toBe(401);
  });

  it('show the metrics that the app makes with makeCounterProvider', async () => {
    const base = await start();
    await fetch(`${base}/api/v2/own/count`);

    const page = await (await fetch(`${base}/metrics`)).text();

    expect(page).toContain('\nown_total 1\n');
  });

  it("lend their indicators to Terminus's health.check", async () => {
    const base = await start();
    const up = await fetch(`${base}/api/v2/own/terminus`);
    disk.finds('unhealthy', 'full');
    const down = await fetch(`${base}/api/v2/own/terminus`);

    expect([up.status, down.status]).toEqual([200, 503]);
    expect(await up.json()).toMatchObject({ data: { details: { disk: { status: 'up' } } } });
    expect(await down.json()).toMatchObject({
      error: { disk: { status: 'down', message: 'full' } },
    });
  });

  it('stand back where the app has a route of its own, and say so', async () => {
    const paths = { health: '/api/v2/own/count' };
    const base = await start({ endpoints: { paths } });

    const answer = await (await fetch(`${base}/api/v2/own/count`)).json();

    expect(answer).toEqual({ data: 'counted' });
  });
});
