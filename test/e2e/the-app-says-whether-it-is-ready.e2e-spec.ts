import { Injectable, Module } from '@nestjs/common';
import type { INestApplication, OnApplicationBootstrap, OnModuleInit } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AvailabilityService, ObservabilityModule } from 'nestjs-observability';
import type { ObservabilityOptions } from 'nestjs-observability';
import { eventually } from '../support/eventually';
import { LogRecorder } from '../support/log-recorder';
import { listen, platforms } from '../support/platforms';
import { freePort } from '../support/services/free-port';

/** Work that is done when the test says so. */
class Work {
  finish: () => void = () => undefined;
  readonly done = new Promise<void>((resolve) => (this.finish = resolve));
}

let filling: Work;
let bootstrapping: Work;

@Injectable()
class Cache implements OnModuleInit, OnApplicationBootstrap {
  constructor(private readonly availability: AvailabilityService) {}

  onModuleInit(): void {
    void this.availability.blockUntil(filling.done, 'The cache is being filled');
  }

  async onApplicationBootstrap(): Promise<void> {
    await bootstrapping.done;
  }
}

@Module({ providers: [Cache] })
class App {}

describe.each(platforms)('on $platform', ({ adapter }) => {
  let app: INestApplication;

  beforeEach(() => {
    [filling, bootstrapping] = [new Work(), new Work()];
  });
  afterEach(() => app.close());

  it('an app that listens has started when the work of its start is done', async () => {
    bootstrapping.finish();
    const base = await open();
    expect(await probes(base)).toEqual({ livez: 200, readyz: 503, startupz: 503 });

    filling.finish();
    await eventually(async () =>
      expect(await probes(base)).toEqual({ livez: 200, readyz: 200, startupz: 200 }),
    );
  });

  it('an app that has started says for itself when it wants no requests', async () => {
    bootstrapping.finish();
    filling.finish();
    const base = await open();
    const availability = app.get(AvailabilityService);

    availability.notReady('The catalogue is replaced');
    expect(await probes(base)).toEqual({ livez: 200, readyz: 503, startupz: 200 });

    availability.ready();
    expect(await probes(base)).toEqual({ livez: 200, readyz: 200, startupz: 200 });
  });

  it('the management port knows that the other modules are still starting', async () => {
    filling.finish();
    const port = await freePort();
    const opened = open({ endpoints: { management: { port } } });
    const management = `http://127.0.0.1:${port}`;
    await eventually(async () =>
      expect(await probes(management)).toEqual({ livez: 200, readyz: 503, startupz: 503 }),
    );

    bootstrapping.finish();
    await opened;

    expect(await probes(management)).toEqual({ livez: 200, readyz: 200, startupz: 200 });
  });

  async function open(options: ObservabilityOptions = {}): Promise<string> {
    const logs = { destination: new LogRecorder() };
    const module = {
      module: App,
      imports: [ObservabilityModule.forRoot({ ...options, logs })],
    };
    app = await NestFactory.create(module, adapter(), { logger: false });
    return listen(app);
  }
});

async function probes(base: string): Promise<Record<string, number>> {
  const paths = ['livez', 'readyz', 'startupz'];
  const answers = await Promise.all(paths.map((path) => fetch(`${base}/${path}`)));
  return Object.fromEntries(paths.map((path, i) => [path, answers[i]?.status ?? 0]));
}
