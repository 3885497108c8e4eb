import { resultOf } from '../testing/health-results';
import { shownHealth } from '../testing/shown-health';
import { presentHealthJson, presentHealthStatus } from './health-json';

describe('health as application/health+json', () => {
  it('names the service, and each check with its time', () => {
    const checks = [resultOf('database', 'healthy', { responseTimeMs: 2.25 })];

    expect(presentHealthJson(shownHealth(checks))).toEqual({
      status: 'pass',
      version: '1',
      releaseId: '1.2.3',
      serviceId: 'shop',
      description: 'health of shop in production',
      checks: {
        'database:responseTime': [
          {
            componentId: 'database',
            componentType: 'datastore',
            observedValue: 2.25,
            observedUnit: 'ms',
            status: 'pass',
            time: '2026-01-02T03:04:05.000Z',
          },
        ],
      },
    });
  });

  it.each([
    ['healthy', 'pass', {}],
    ['degraded', 'warn', { output: 'queue is degraded' }],
    ['unhealthy', 'fail', { output: 'queue is unhealthy' }],
  ] as const)('calls %s %s, and says why only where something is wrong', (status, word, why) => {
    const body = presentHealthJson(shownHealth([resultOf('queue', status, { critical: true })]));

    expect(presentHealthStatus(status)).toEqual({ status: word });
    expect(body).toMatchObject({
      status: word,
      checks: {
        'queue:responseTime': [
          {
            componentId: 'queue',
            componentType: 'component',
            observedValue: 1.5,
            observedUnit: 'ms',
            status: word,
            time: '2026-01-02T03:04:05.000Z',
            ...why,
          },
        ],
      },
    });
    expect(JSON.stringify(body).includes('"output"')).toBe('output' in why);
  });

  it('keeps colons out of the names of components, since a colon ends them', () => {
    const body = presentHealthJson(shownHealth([resultOf('disk:/data')]));

    expect(body).toMatchObject({ checks: { 'disk_/data:responseTime': expect.any(Array) } });
  });

  it('notes what was left out, and what could not be', () => {
    const parts = { excluded: ['cache'], unknown: ['nosuch'] };

    expect(presentHealthJson(shownHealth([resultOf('cache')], parts))).toMatchObject({
      notes: ['excluded: cache', 'some health checks cannot be excluded: no matches for "nosuch"'],
    });
  });
});
