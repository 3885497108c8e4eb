import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Module, Scope } from '@nestjs/common';
import type { INestApplication, Provider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  fromTerminus,
  HealthProbe,
  HealthService,
  ObservabilityModule,
} from 'nestjs-observability';
import type { Finding, HealthStatus, ObservabilityOptions } from 'nestjs-observability';
import { eventually } from '../support/eventually';
import { anyPlatform } from '../support/platforms';

@Injectable()
class Licences {
  status: HealthStatus = 'degraded';
}

@Injectable()
@HealthProbe({ critical: true, groups: ['checkout'] })
class LicenceServerProbe {
  constructor(private readonly licences: Licences) {}

  async check(): Promise<Finding> {
    return { status: this.licences.status, message: 'ends in 3 days' };
  }
}

@HealthProbe()
class MadeByFactory {
  readonly name = 'made';
  readonly isDependency = false;

  async check(): Promise<Finding> {
    return { status: 'healthy', message: 'fine' };
  }
}

@Injectable({ scope: Scope.REQUEST })
@HealthProbe()
class PerRequestProbe {
  async check(): Promise<Finding> {
    return { status: 'healthy', message: 'fine' };
  }
}

@Injectable()
@HealthProbe()
class SilentProbe {}

@Injectable()
@HealthProbe({ intervalMs: 100 })
class RestlessProbe {
  asked = 0;

  async check(): Promise<Finding> {
    this.asked += 1;
    return { status: 'healthy', message: 'fine' };
  }
}

@Module({})
class App {}

describe('providers with @HealthProbe()', () => {
  it('are checks of the app, each once, wherever they come from', async () => {
    const app = await start([
      Licences,
      LicenceServerProbe,
      { provide: 'ALIAS', useExisting: LicenceServerProbe },
      { provide: 'MADE', useFactory: () => new MadeByFactory() },
    ]);
    const health = app.get(HealthService);

    const report = await health.report();
    const checkout = await health.report('checkout');
    await app.close();

    expect(report.checks).toMatchObject([
      { name: 'licence_server', critical: true, policy: 'inform', status: 'degraded' },
      { name: 'made', critical: false, policy: 'gate', status: 'healthy' },
    ]);
    expect(checkout.checks.map(({ name }) => name)).toEqual(['licence_server']);
  });

  it('stand beside indicators of Terminus, and obey the options of single checks', async () => {
    const disk = fromTerminus({ name: 'disk' }, () => ({ disk: { status: 'up' } }));
    const checks = { licence_server: { critical: false }, disk: { critical: true } };

    const app = await start([Licences, LicenceServerProbe], { indicators: [disk], checks });
    const { checks: found } = await app.get(HealthService).report();
    await app.close();

    expect(found.map(({ name, critical }) => [name, critical])).toEqual([
      ['disk', true],
      ['licence_server', false],
    ]);
  });

  it('stop the start when they are made for each request', async () => {
    expect(await failureOf([PerRequestProbe])).toMatch(
      /^The class "PerRequestProbe" has @HealthProbe\(\) and is request-scoped/,
    );
  });

  it('stop the start when they have no check()', async () => {
    expect(await failureOf([SilentProbe])).toMatch(
      /^The class "SilentProbe" has @HealthProbe\(\) and no method check\(\)\./,
    );
  });

  it('stop the start when options name others, and all of it is told', async () => {
    const health = {
      checks: { licence_sever: { critical: true } },
      groups: { licence_server: ['licence_server', 'cache'] },
    };

    expect(await failureOf([Licences, LicenceServerProbe], health)).toBe(
      [
        'The options of ObservabilityModule have 3 mistakes:',
        '  - health.checks.licence_sever: names a check that the app does not have. ' +
          'Did you mean "licence_server"? Its checks: licence_server.',
        '  - health.groups.licence_server[1]: names a check that the app does not have. ' +
          'Its checks: licence_server.',
        '  - health.groups.licence_server: is also the name of a check. Give one of them another name.',
      ].join('\n'),
    );
  });

  it('cannot stand in liveness as dependencies, unless it is asked for by name', async () => {
    const providers = [Licences, LicenceServerProbe];
    const health = { groups: { live: ['licence_server'] } };

    const refusal = await failureOf(providers, health);
    const unsafe = await failureOf(providers, { ...health, allowDependenciesInLiveness: true });

    expect(refusal).toContain('The health group "live" includes "licence_server"');
    expect(unsafe).toBe('it started');
  });

  it('are checked at their own pace, and no more when the app has ended', async () => {
    const app = await start([RestlessProbe]);
    const probe = app.get(RestlessProbe);

    await eventually(() => expect(probe.asked).toBeGreaterThanOrEqual(3));
    await app.get(HealthService).report();
    await app.close();
    const asked = probe.asked;
    await sleep(300);

    expect(probe.asked).toBe(asked);
  });
});

describe('the checks of the process itself', () => {
  it('are there when they are switched on; they gate, and may stand in liveness', async () => {
    const options: ObservabilityOptions = {
      logs: { level: 'silent' },
      health: { groups: { live: ['event_loop'] } },
      integrations: {
        disk: { enabled: true, degradedPercent: 100, unhealthyPercent: 100 },
        memory: { enabled: true, degradedPercent: 100, unhealthyPercent: 100 },
        eventLoop: {
          enabled: true,
          degradedLagMs: 60_000,
          unhealthyLagMs: 60_000,
          busyPercent: 100,
        },
      },
    };
    const module = { module: App, imports: [ObservabilityModule.forRoot(options)] };
    const app = await NestFactory.create(module, anyPlatform(), { logger: false });
    await app.init();
    const health = app.get(HealthService);

    const all = await health.report();
    const ready = await health.ready();
    const live = await health.live();
    await app.close();

    const names = ['disk', 'memory', 'event_loop'];
    expect(all.checks.map(({ name, status }) => [name, status])).toEqual(
      names.map((name) => [name, 'healthy']),
    );
    expect(ready.checks.map(({ name, policy }) => [name, policy])).toEqual(
      names.map((name) => [name, 'gate']),
    );
    expect(live.checks.map(({ name }) => name)).toEqual(['event_loop']);
  });
});

async function start(
  providers: Provider[],
  health: ObservabilityOptions['health'] = {},
): Promise<INestApplication> {
  const options = { health, logs: { level: 'silent' as const } };
  const module = { module: App, imports: [ObservabilityModule.forRoot(options)], providers };
  const app = await NestFactory.create(module, anyPlatform(), {
    logger: false,
    abortOnError: false,
  });
  return app.init();
}

async function failureOf(...args: Parameters<typeof start>): Promise<string> {
  const failed = start(...args).then((app) => app.close());
  return failed.then(
    () => 'it started',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}
