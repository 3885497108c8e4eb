import { Controller, Get } from '@nestjs/common';
import { HealthCheck, HealthCheckService, TerminusModule } from '@nestjs/terminus';
import type { HealthCheckResult } from '@nestjs/terminus';
import { SentryTraced } from '@sentry/nestjs';
import { Logger, LoggerModule } from 'nestjs-pino';
import { serve } from '../app/serve';
import { httpMetrics } from './http-metrics';
import { sentryParts } from './sentry-parts';
import { TimedWork, workHistogram } from './timed-work';

@Controller('health')
class HealthController {
  constructor(private readonly health: HealthCheckService) {}

  @Get()
  @HealthCheck()
  check(): Promise<HealthCheckResult> {
    return this.health.check([]);
  }
}

/** Three calls, each timed and with a span. */
class WatchedWork extends TimedWork {
  @SentryTraced()
  override price(item: string): number {
    return super.price(item);
  }

  @SentryTraced()
  override reserve(item: string, quantity: number): Promise<string> {
    return super.reserve(item, quantity);
  }

  @SentryTraced()
  override pay(amount: number): Promise<{ readonly paid: number }> {
    return super.pay(amount);
  }
}

// The four libraries together, each as its README says.
void serve({
  imports: [...sentryParts.imports, LoggerModule.forRoot(), ...httpMetrics.imports, TerminusModule],
  controllers: [HealthController],
  providers: [...sentryParts.providers, ...httpMetrics.providers, workHistogram],
  work: WatchedWork,
  nest: { bufferLogs: true },
  prepare: (app) => app.useLogger(app.get(Logger)),
});
