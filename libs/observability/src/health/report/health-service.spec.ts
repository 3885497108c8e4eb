import { Observer } from '../../core';
import { AvailabilityService } from './availability';
import type { Finding, HealthIndicator, HealthPolicy, HealthStatus } from '../model/contract';
import { HealthChecker } from '../check/health.checker';
import { HealthGroups } from '../check/health-groups';
import { HealthService } from './health-service';
import { IndicatorRegistry } from '../check/indicator.registry';

class FakeIndicator implements HealthIndicator {
  checks = 0;
  policy?: HealthPolicy;
  groups?: readonly string[];

  constructor(
    readonly name: string,
    public status: HealthStatus | 'silent' = 'healthy',
    readonly isDependency = true,
    private readonly message = 'as set',
  ) {}

  readonly critical = true;

  in(...groups: readonly string[]): this {
    this.groups = groups;
    return this;
  }

  check(): Promise<Finding> {
    this.checks += 1;
    const { status, message } = this;
    return status === 'silent'
      ? new Promise(() => undefined)
      : Promise.resolve({ status, message });
  }
}

let availability: AvailabilityService;

beforeEach(() => {
  availability = new AvailabilityService();
});

function serviceWith(...indicators: HealthIndicator[]): HealthService {
  const registry = new IndicatorRegistry();
  indicators.forEach((indicator) => registry.add(indicator));
  const options = { timeoutMs: 3000, responseDeadlineMs: 2000, cacheMs: 0, fall: 1, rise: 1 };
  const checker = new HealthChecker(options, new Observer([]));
  const identity = { name: 'shop', version: '1.2.3', environment: 'test' };
  const service = new HealthService(registry, checker, identity, availability);
  service.useGroups(new HealthGroups(indicators, (indicator) => checker.settingsOf(indicator)));
  return service;
}

/** Lets checks in the background finish. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe('the report on the app', () => {
  it('is shared by all concurrent callers, and created anew for later ones', async () => {
    const service = serviceWith(new FakeIndicator('cache'));

    const reports = await Promise.all(Array.from({ length: 500 }, () => service.report()));

    expect(new Set(reports).size).toBe(1);
    expect(await service.report()).not.toBe(reports[0]);
  });

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

describe('the reports', () => {
  it('are checks and groups, by name', async () => {
    const service = serviceWith(new FakeIndicator('cache').in('checkout'), new FakeIndicator('x'));

    const report = await service.report('checkout');
    const check = await service.check('x');

    expect(service.names).toEqual(['cache', 'x']);
    expect(service.groups).toEqual(['live', 'ready', 'startup', 'checkout']);
    expect(report.checks.map(({ name }) => name)).toEqual(['cache']);
    expect(check).toMatchObject({ name: 'x', status: 'healthy' });
  });

  it('are no others', async () => {
    const service = serviceWith(new FakeIndicator('cache'));

    await expect(service.report('checkout')).rejects.toThrow(
      expect.objectContaining({
        code: 'HEALTH_UNKNOWN_GROUP',
        message: 'No health group is named "checkout". The app\'s groups: live, ready, startup.',
      }),
    );
    await expect(service.check('databse')).rejects.toThrow(
      'No health indicator is named "databse". The app\'s indicators: cache.',
    );
  });
});

describe('liveness', () => {
  it('is healthy while a dependency is down, and does not check it', async () => {
    const database = new FakeIndicator('database', 'unhealthy');
    const service = serviceWith(database);

    const report = await service.live();

    expect(report).toMatchObject({ status: 'healthy', checks: [] });
    expect(database.checks).toBe(0);
  });

  it('returns the last results, and starts new checks', async () => {
    const loop = new FakeIndicator('event_loop', 'unhealthy', false).in('live');
    const service = serviceWith(loop);

    const first = await service.live();
    await turn();
    const second = await service.live();

    expect([first.status, second.status]).toEqual(['healthy', 'unhealthy']);
    expect(second.checks.map(({ name }) => name)).toEqual(['event_loop']);
    expect(loop.checks).toBe(2);
  });

  it('waits for nothing, not even for its own checks', async () => {
    const service = serviceWith(new FakeIndicator('event_loop', 'silent', false).in('live'));

    const answered = await Promise.race([service.live(), turn()]);

    expect(answered).toMatchObject({ status: 'healthy' });
  });
});

describe('readiness', () => {
  it('is unhealthy until the app has started, and says so at once', async () => {
    const database = new FakeIndicator('database', 'silent');
    database.policy = 'gate';
    const service = serviceWith(database);

    const answered = await Promise.race([service.ready(), turn()]);

    expect(answered).toMatchObject({ status: 'unhealthy' });
  });

  it.each([
    ['gate', 'healthy', 'healthy'],
    ['gate', 'degraded', 'degraded'],
    ['gate', 'unhealthy', 'unhealthy'],
    ['inform', 'unhealthy', 'healthy'],
  ] as const)('with a check to %s that is %s is %s', async (policy, status, expected) => {
    const database = new FakeIndicator('database', status);
    database.policy = policy;
    const service = serviceWith(database);
    availability.bootstrapped();

    const report = await service.ready();

    expect(report.status).toBe(expected);
  });

  it('does not run, and so does not wait for, checks that only inform', async () => {
    const database = new FakeIndicator('database', 'silent');
    const service = serviceWith(database);
    availability.bootstrapped();

    const report = await service.ready();

    expect(report.status).toBe('healthy');
    expect(database.checks).toBe(0);
  });

  it('follows the app itself, though its checks stay the same', async () => {
    const disk = new FakeIndicator('disk', 'healthy', false);
    const service = serviceWith(disk);
    availability.bootstrapped();
    const before = await service.ready();

    availability.notReady('for a while');
    const meanwhile = await service.ready();
    availability.ready();
    const after = await service.report('ready');

    expect([before.status, meanwhile.status, after.status]).toEqual([
      'healthy',
      'unhealthy',
      'healthy',
    ]);
  });
});

describe('the start', () => {
  it('is over when the app says so, and nothing else is named', async () => {
    const service = serviceWith(new FakeIndicator('database', 'unhealthy'));
    const before = await service.startup();

    availability.bootstrapped();
    const after = await service.startup();

    expect([before.status, after.status]).toEqual(['unhealthy', 'healthy']);
  });

  it('waits for the checks of its group, and is over once and for all', async () => {
    const database = new FakeIndicator('database', 'unhealthy').in('startup');
    const service = serviceWith(database);
    availability.bootstrapped();
    const statuses: HealthStatus[] = [];

    for (const status of ['unhealthy', 'healthy', 'unhealthy'] as const) {
      database.status = status;
      statuses.push((await service.startup()).status);
    }

    expect(statuses).toEqual(['unhealthy', 'healthy', 'healthy']);
  });
});

describe('subscribers', () => {
  it('are notified of each check until they unsubscribe', async () => {
    const service = serviceWith(new FakeIndicator('database', 'unhealthy'));
    const heard: unknown[] = [];
    const stop = service.subscribe({ checked: ({ name }, change) => heard.push([name, change]) });

    await service.report();
    stop();
    await service.report();

    expect(heard).toEqual([['database', { from: 'healthy', to: 'unhealthy' }]]);
  });
});

describe('an indicator inside Terminus', () => {
  it('shares its answer with the page', async () => {
    const database = new FakeIndicator('database');
    const service = serviceWith(database);
    const page = service.report();

    const result = await service.terminus('database')();
    await page;

    expect(result).toMatchObject({ database: { status: 'up', health: 'healthy' } });
    expect(database.checks).toBe(1);
  });

  it('is rejected for an unknown name', () => {
    const service = serviceWith(new FakeIndicator('database'));

    expect(() => service.terminus('redis')).toThrow(
      'No health indicator is named "redis". The app\'s indicators: database.',
    );
  });
});
