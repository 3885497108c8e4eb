import { Module } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Event } from '@sentry/core';
import * as SentryNest from '@sentry/nestjs';
import {
  BusinessMetrics,
  ErrorInbox,
  ErrorTracker,
  ObservabilityModule,
} from 'nestjs-observability';
import { LogRecorder } from '../support/log-recorder';
import { SentryReceiver } from '../support/sentry-receiver';

@Module({})
class Shop {}

describe('business events', () => {
  let sentry: SentryReceiver;
  let app: INestApplication;

  beforeEach(async () => {
    sentry = await SentryReceiver.start();
  });

  afterEach(async () => {
    await app.close();
    await SentryNest.close(2000);
    await sentry.stop();
  });

  it('are events of Sentry at info, and no errors', async () => {
    const [event, ...others] = await eventsOf({});

    expect(others).toEqual([]);
    expect(event).toMatchObject({
      level: 'info',
      message: 'Purchase: 12.5 EUR',
      tags: { event_type: 'purchase', currency: 'EUR' },
      user: { id: 'ada' },
      extra: { amount: 12.5, order_id: 7 },
      fingerprint: ['business_event', 'purchase'],
    });
    expect(app.get(ErrorInbox).entries()).toEqual([]);
  });

  it('are not sent where that is switched off', async () => {
    expect(await eventsOf({ businessEvents: false })).toEqual([]);
  });

  it('never take the place of an error, however many there are', async () => {
    const events = await eventsOf({}, 500);

    expect(events.filter(({ level }) => level === 'info').length).toBeLessThanOrEqual(30);
    expect(events.at(-1)?.exception?.values?.[0]?.value).toBe('the till is broken');
  });

  async function eventsOf(errors: object, purchases = 1): Promise<Event[]> {
    const observability = ObservabilityModule.forRoot({
      errors: { dsn: sentry.dsn, ...errors },
      logs: { destination: new LogRecorder() },
    });
    app = await NestFactory.create({ module: Shop, imports: [observability] }, { logger: false });
    await app.init();
    const business = app.get(BusinessMetrics);
    for (let i = 0; i < purchases; i += 1) {
      business.trackPurchase('ada', 12.5, 'EUR', { order_id: 7 });
    }
    if (purchases > 1) app.get(ErrorTracker).capture(new Error('the till is broken'));
    await SentryNest.flush(2000);
    return sentry.events;
  }
});
