import type { CheckResult, HealthStatus } from './contract';
import { fromTerminus, toTerminus } from './terminus.adapter';

const SIGNAL = new AbortController().signal;

function checked(status: HealthStatus): CheckResult {
  return {
    name: 'cache',
    status,
    critical: false,
    message: 'what was found',
    details: { default_get_time_ms: 3 },
    policy: 'inform',
    responseTimeMs: 4.5,
    checkedAt: 0,
  };
}

describe('one of our indicators inside Terminus', () => {
  it.each([
    ['healthy', 'up'],
    ['degraded', 'up'],
    ['unhealthy', 'down'],
  ] as const)('that is %s is %s', async (status, shown) => {
    const indicator = toTerminus(async () => checked(status));

    const result = await indicator();

    expect(result).toEqual({
      cache: {
        status: shown,
        health: status,
        message: 'what was found',
        response_time_ms: 4.5,
        default_get_time_ms: 3,
      },
    });
  });

  it('keeps its status and message whatever its details are called', async () => {
    const details = { status: 'serving', health: 'good', message: 'none' };
    const indicator = toTerminus(async () => ({ ...checked('unhealthy'), details }));

    const result = await indicator();

    expect(result['cache']).toMatchObject({
      status: 'down',
      health: 'unhealthy',
      message: 'what was found',
    });
  });
});

describe('an indicator of Terminus among ours', () => {
  it.each([
    ['up', 'healthy', 'up'],
    ['degraded', 'degraded', 'disk is degraded'],
    ['down', 'unhealthy', 'disk is down'],
    ['on fire', 'unhealthy', 'disk is on fire'],
  ])('that is %s is %s', async (shown, status, message) => {
    const indicator = fromTerminus({ name: 'disk' }, () => ({ disk: { status: shown } }));

    const finding = await indicator.check(SIGNAL);

    expect(finding).toMatchObject({ status, message });
  });

  it('is as bad as the one entry that is not up', async () => {
    const indicator = fromTerminus({ name: 'disks' }, async () => ({
      root: { status: 'up' },
      data: { status: 'down' },
    }));

    const finding = await indicator.check(SIGNAL);

    expect(finding).toMatchObject({ status: 'unhealthy', message: 'data is down' });
  });

  it('is as bad as its worst entry, in whatever order', async () => {
    const indicator = fromTerminus({ name: 'disks' }, async () => ({
      root: { status: 'degraded' },
      data: { status: 'down' },
    }));

    const { status } = await indicator.check(SIGNAL);

    expect(status).toBe('unhealthy');
  });

  it('says why, where Terminus does', async () => {
    const message = 'Used disk storage exceeded the set threshold';
    const indicator = fromTerminus({ name: 'disk' }, () => ({ disk: { status: 'down', message } }));

    const finding = await indicator.check(SIGNAL);

    expect(finding.message).toBe('disk is down: Used disk storage exceeded the set threshold');
  });

  it('fails as Terminus does, with the same error', async () => {
    const error = new Error('disk health check failed');
    const indicator = fromTerminus({ name: 'disk' }, () => Promise.reject(error));

    await expect(indicator.check(SIGNAL)).rejects.toBe(error);
  });

  it('says of itself what the app says of it', () => {
    const options = { name: 'disk', isDependency: false, groups: ['live'], timeoutMs: 100 };

    expect(fromTerminus(options, () => ({}))).toMatchObject(options);
  });

  it.each([
    [null, 'The indicator returned no status'],
    ['up', 'The indicator returned no status'],
    [{ disk: null }, 'disk is undefined'],
    [{}, 'The indicator returned no status'],
  ])('that gives rubbish (%p) is unhealthy', async (rubbish, message) => {
    // Terminus' own types do not bind what an indicator gives.
    const indicator = fromTerminus({ name: 'disk' }, () => rubbish as never);

    expect(await indicator.check(SIGNAL)).toMatchObject({ status: 'unhealthy', message });
  });

  it.each([
    [undefined, false],
    [true, true],
  ])('is critical when the app says so (%p)', (critical, expected) => {
    const indicator = fromTerminus({ name: 'disk', critical }, () => ({}));

    expect(indicator).toMatchObject({ name: 'disk', critical: expected });
  });
});
