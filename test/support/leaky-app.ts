import { Body, Controller, Logger, Module, Post, Req } from '@nestjs/common';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { trace } from '@opentelemetry/api';
import * as SentryNest from '@sentry/nestjs';
import { ErrorTracker, ObservabilityModule } from 'nestjs-observability';
import type { HealthIndicator, ObservabilityOptions } from 'nestjs-observability';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { SECRETS } from './planted-secrets';

interface Incoming {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly raw?: { readonly rawHeaders: string[] };
  readonly rawHeaders?: string[];
}

/** Nobody listens at this port. */
const NOWHERE = '127.0.0.1:1';
const DATABASE = `postgres://ada:${SECRETS.database}@${NOWHERE}/shop`;
const REDIS = `redis://:${SECRETS.redis}@${NOWHERE}`;
const SERVICE = `http://ada:${SECRETS.service}@${NOWHERE}/prices`;
const KEY = `-----BEGIN PRIVATE KEY-----\n${SECRETS.privateKey}\n-----END PRIVATE KEY-----`;

/** An app that tells everything it knows to whoever listens, as apps do when they fail. */
@Controller('reset')
class LeakyController {
  private readonly logger = new Logger('Leaky');

  constructor(private readonly tracker: ErrorTracker) {}

  @Post(':token')
  async leak(@Req() request: Incoming, @Body() body: unknown): Promise<never> {
    this.logRequest(request, body);
    await this.askDependencies();
    this.tracker.trackBusinessError('refund', { clientSecret: SECRETS.tracked, by: SECRETS.card });
    SentryNest.addBreadcrumb({ message: `token=${SECRETS.breadcrumb}`, data: { url: SERVICE } });
    trace.getActiveSpan()?.setAttributes({ 'app.password': SECRETS.span, 'app.address': DATABASE });
    const cause = new Error(`refused by ${REDIS}`, { cause: { token: SECRETS.cause } });
    throw new Error(`no login with password=${SECRETS.message} for ${SECRETS.custom}`, { cause });
  }

  private logRequest({ url, headers, raw, rawHeaders }: Incoming, body: unknown): void {
    this.logger.warn({ url, headers, body, rawHeaders: raw?.rawHeaders ?? rawHeaders });
    this.logger.log(`got ${JSON.stringify(body)} at ${url} from ${headers['referer'] ?? ''}`);
    this.logger.log({ apiKey: SECRETS.logField, note: `key ${KEY}`, customer: SECRETS.custom });
    this.logger.log(`the database password is set: password=${SECRETS.logText}`);
  }

  private async askDependencies(): Promise<void> {
    const pool = new Pool({ connectionString: DATABASE });
    await pool.query('select 1').catch((error: unknown) => this.tell(error, DATABASE));
    await pool.end();
    const redis = new Redis(REDIS, { lazyConnect: true, retryStrategy: () => null });
    redis.on('error', (error) => this.tell(error, redis.options));
    await redis.connect().catch((error: unknown) => this.tell(error, REDIS));
    await fetch(SERVICE).catch((error: unknown) => this.tell(error, SERVICE));
  }

  private tell(error: unknown, settings: unknown): void {
    this.logger.error({ err: error, settings });
  }
}

/** A database that cannot be reached, whose driver says how it was asked. */
const DATABASE_CHECK: HealthIndicator = {
  name: 'orders',
  critical: false,
  check: () => Promise.reject(new Error(`no answer from mysql://ada:${SECRETS.health}@${NOWHERE}`)),
};

/** A check whose details say more than they should. */
const LICENCE_CHECK: HealthIndicator = {
  name: 'licence',
  critical: false,
  check: async () => ({
    status: 'degraded',
    message: 'ends soon',
    details: { api_key: SECRETS.healthDetail },
  }),
};

@Module({ controllers: [LeakyController] })
class LeakyModule {
  static with(options: ObservabilityOptions): DynamicModule {
    const health = { indicators: [DATABASE_CHECK, LICENCE_CHECK] };
    return { module: LeakyModule, imports: [ObservabilityModule.forRoot({ ...options, health })] };
  }
}

/** Not listening yet. */
export function createLeakyApp(
  adapter: AbstractHttpAdapter,
  options: ObservabilityOptions,
): Promise<INestApplication> {
  return NestFactory.create(LeakyModule.with(options), adapter, {
    bufferLogs: true,
    abortOnError: false,
  });
}
