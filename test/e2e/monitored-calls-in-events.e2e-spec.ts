import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Get, Injectable, Module } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Event } from '@sentry/core';
import * as SentryNest from '@sentry/nestjs';
import { throwError } from 'rxjs';
import type { Observable } from 'rxjs';
import { Monitored, ObservabilityModule } from 'nestjs-observability';
import { LogRecorder } from '../support/log-recorder';
import { listen, platforms } from '../support/platforms';
import { scrape } from '../support/metrics-page';
import { SentryReceiver } from '../support/sentry-receiver';

const LONG = 'x'.repeat(5000);

@Injectable()
class Kiln {
  @Monitored('kiln.fire', { slowThresholdMs: 20 })
  async fire(): Promise<string> {
    await sleep(40);
    return 'fired';
  }

  @Monitored('kiln.glaze', { captureArguments: true })
  glaze(..._given: unknown[]): string {
    throw new Error('the glaze ran off');
  }

  @Monitored('kiln.wobble')
  wobble(cup: string): Promise<never> {
    return Promise.reject(new Error(`${cup} wobbled`));
  }

  @Monitored('kiln.pour', { captureArguments: true })
  pour(_cup: string): Observable<string> {
    return throwError(() => new Error('the mould leaked'));
  }

  @Monitored('kiln.shelf')
  shelf(_cup: string): string {
    throw new Error('the shelf broke');
  }
}

@Controller()
class KilnController {
  constructor(private readonly kiln: Kiln) {}

  @Get('fire')
  fire(): Promise<string> {
    return this.kiln.fire();
  }

  @Get('glaze')
  glaze(): string {
    return this.kiln.glaze({ cup: 'blue', password: 'hunter2' }, 42, LONG);
  }

  @Get('pour')
  pour(): Observable<string> {
    return this.kiln.pour('green');
  }

  @Get('other')
  other(): string {
    try {
      this.kiln.glaze('of another call');
    } catch {
      // The shelf is another failure.
    }
    return this.kiln.shelf('blue');
  }

  @Get('shelf')
  shelf(): string {
    return this.kiln.shelf('blue');
  }
}

@Module({ controllers: [KilnController], providers: [Kiln] })
class KilnModule {}

describe.each(platforms)('monitored calls in events, on $platform', ({ adapter }) => {
  const logs = new LogRecorder();
  let sentry: SentryReceiver;
  let app: INestApplication;
  let base: string;

  beforeAll(async () => {
    sentry = await SentryReceiver.start();
    const observability = ObservabilityModule.forRoot({
      errors: { dsn: sentry.dsn },
      logs: { destination: logs },
    });
    app = await NestFactory.create({ module: KilnModule, imports: [observability] }, adapter(), {
      logger: false,
    });
    base = await listen(app);
  });

  afterAll(async () => {
    await app.close();
    await SentryNest.close(2000);
    await sentry.stop();
  });

  async function eventsOf(path: string): Promise<Event[]> {
    sentry.events.length = 0;
    logs.clear();
    await (await fetch(base + path)).text();
    await sleep(30);
    await SentryNest.flush(2000);
    return sentry.events;
  }

  it('are a performance issue when they are slow, and one line', async () => {
    const events = await eventsOf('/fire');

    expect(events).toMatchObject([
      {
        level: 'warning',
        transaction: 'GET /fire',
        tags: { performance_issue: 'true', operation: 'kiln.fire', 'http.route': '/fire' },
        extra: { threshold: 0.02, duration: expect.any(Number) as number },
      },
    ]);
    expect(logs.lines.filter(({ level }) => level === 'warn')).toMatchObject([
      { message: 'kiln.fire was slow' },
    ]);
    expect(await scrape(base, 'performance_issues_total')).toMatchObject([
      { labels: { operation: 'kiln.fire' }, value: 1 },
    ]);
  });

  it('show their arguments where they were asked to, scrubbed and cut', async () => {
    const [event] = await eventsOf('/glaze');

    const shown = String(event?.extra?.['arguments']);
    expect(shown).toMatch(/^\[\{"cup":"blue","password":"\[Redacted\]"\},42,"x+$/);
    expect(shown).toHaveLength(1000);
  });

  it('show the arguments of an Observable that fails', async () => {
    const [event] = await eventsOf('/pour');

    expect(event?.extra).toMatchObject({ arguments: '["green"]' });
  });

  it('show no arguments of another call that failed before', async () => {
    const [event] = await eventsOf('/other');

    expect(event?.exception?.values?.at(-1)?.value).toBe('the shelf broke');
    expect(event?.extra).not.toHaveProperty('arguments');
  });

  it('are in the scope that the app has made for each of them', async () => {
    sentry.events.length = 0;
    for (const cup of ['blue', 'green']) {
      SentryNest.withScope((scope) => {
        scope.setTag('cup', cup);
        app
          .get(Kiln)
          .wobble(cup)
          .catch(() => undefined);
      });
    }
    await sleep(30);
    await SentryNest.flush(2000);
    const { events } = sentry;

    expect(
      events.map(({ exception, tags }) => [exception?.values?.at(-1)?.value, tags?.['cup']]),
    ).toEqual([
      ['blue wobbled', 'blue'],
      ['green wobbled', 'green'],
    ]);
  });

  it('show no arguments otherwise', async () => {
    const [event] = await eventsOf('/shelf');

    expect(event?.tags).toMatchObject({ operation: 'kiln.shelf' });
    expect(event?.extra).not.toHaveProperty('arguments');
  });
});
