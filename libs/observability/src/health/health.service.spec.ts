import { Observer } from '../core';
import type { Finding, HealthIndicator, HealthStatus } from './contract';
import { HealthChecker } from './health.checker';
import { HealthService } from './health.service';
import { IndicatorRegistry } from './indicator.registry';

class FakeIndicator implements HealthIndicator {
  asked = 0;

  constructor(
    readonly name: string,
    private readonly status: HealthStatus = 'healthy',
    readonly isDependency = true,
    private readonly message = 'as told',
  ) {}

  readonly critical = true;

  check(): Promise<Finding> {
    this.asked += 1;
    return Promise.resolve({ status: this.status, message: this.message });
  }
}

function serviceWith(...indicators: HealthIndicator[]): HealthService {
  const registry = new IndicatorRegistry();
  indicators.forEach((indicator) => registry.add(indicator));
  const options = { timeoutMs: 3000, answerWithinMs: 2000, cacheMs: 1000 };
  const checker = new HealthChecker(options, new Observer([]));
  return new HealthService(registry, checker, {
    name: 'shop',
    version: '1.2.3',
    environment: 'test',
  });
}

describe('the report on the app', () => {
  it('folds all indicators', async () => {
    const service = serviceWith(new FakeIndicator('database', 'unhealthy'), new FakeIndicator('x'));

    const report = await service.report();

    expect(report.status).toBe('unhealthy');
    expect(report.checks.map(({ name }) => name)).toEqual(['database', 'x']);
  });

  it('shows no password that a driver put into its message', async () => {
    const message = 'cannot reach postgres://shop:hunter2@db:5432/shop?password=hunter2';
    const service = serviceWith(new FakeIndicator('database', 'unhealthy', true, message));

    const report = await service.report();

    expect(report.checks[0]?.message).toContain('cannot reach postgres://');
    expect(JSON.stringify(report)).not.toContain('hunter2');
  });
});

describe('liveness', () => {
  it('is healthy while a dependency is down, and does not ask it', async () => {
    const database = new FakeIndicator('database', 'unhealthy');
    const service = serviceWith(database);

    const report = await service.live();

    expect(report).toMatchObject({ status: 'healthy', checks: [] });
    expect(database.asked).toBe(0);
  });

  it('asks the indicators that it is told to', async () => {
    const service = serviceWith(
      new FakeIndicator('database'),
      new FakeIndicator('event-loop', 'unhealthy', false),
    );
    service.useLiveness(['event-loop']);

    const report = await service.live();

    expect(report.status).toBe('unhealthy');
    expect(report.checks.map(({ name }) => name)).toEqual(['event-loop']);
  });

  it('refuses a dependency', () => {
    const service = serviceWith(new FakeIndicator('database'));

    expect(() => service.useLiveness(['database'])).toThrow(
      expect.objectContaining({ code: 'HEALTH_DEPENDENCY_IN_LIVENESS' }),
    );
  });
});

describe('readiness', () => {
  it('is unhealthy until the app has started', async () => {
    const service = serviceWith(new FakeIndicator('database'));

    const report = await service.ready();

    expect(report.status).toBe('unhealthy');
    expect(service.hasStarted).toBe(false);
  });

  it.each(['healthy', 'degraded', 'unhealthy'] as const)(
    'is %s with the app when it has started',
    async (status) => {
      const service = serviceWith(new FakeIndicator('database', status));
      service.started();

      const report = await service.ready();

      expect(report.status).toBe(status);
      expect(service.hasStarted).toBe(true);
    },
  );
});

describe('an indicator inside Terminus', () => {
  it('shares its answer with the page', async () => {
    const database = new FakeIndicator('database');
    const service = serviceWith(database);
    await service.report();

    const result = await service.terminus('database')();

    expect(result).toMatchObject({ database: { status: 'up', health: 'healthy' } });
    expect(database.asked).toBe(1);
  });

  it('is refused when nobody knows it', () => {
    const service = serviceWith(new FakeIndicator('database'));

    expect(() => service.terminus('redis')).toThrow(
      'No health indicator is named "redis". The app\'s indicators: database.',
    );
  });
});
