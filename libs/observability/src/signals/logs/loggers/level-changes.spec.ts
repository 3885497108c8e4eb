import { recordedLoggers } from '../testing/recorded-loggers';
import type { RecordedLoggers } from '../testing/recorded-loggers';
import { LevelChanges } from './level-changes';

const NOW = Date.parse('2026-11-24T12:00:00.000Z');

function start(level = 'info'): RecordedLoggers & { changes: LevelChanges } {
  const recorded = recordedLoggers({ level, options: { billing: { level: 'warn' } } });
  recorded.loggers.get('app');
  return { ...recorded, changes: new LevelChanges(recorded.loggers) };
}

describe('a level that is changed while the app runs', () => {
  beforeEach(() => jest.useFakeTimers({ now: NOW }));
  afterEach(() => jest.useRealTimers());

  it('holds for the lines that come after', () => {
    const { loggers, lines, changes } = start();
    const app = loggers.get('app');
    app.debug('before');

    changes.change('app', { level: 'debug' }, {});
    app.debug('after');

    expect(lines.map(({ message }) => message)).toEqual([
      'Security event: log_level_changed',
      'after',
    ]);
  });

  it('holds for child loggers that were made before', () => {
    const { loggers, lines, changes } = start();
    const child = loggers.get('app').child({ part: 'billing' });

    changes.change('app', { level: 'debug' }, {});
    child.debug('hello');

    expect(lines.at(-1)).toMatchObject({ message: 'hello', extra: { part: 'billing' } });
  });

  it('of the root holds for all loggers that have none of their own', () => {
    const { loggers, changes } = start();

    changes.change('root', { level: 'trace' }, {});

    const levels = ['app', 'http', 'billing'].map((name) => loggers.get(name).level);
    expect(levels).toEqual(['trace', 'trace', 'warn']);
  });

  it('ends after 15 minutes', () => {
    const { loggers, changes } = start();
    changes.change('app', { level: 'debug' }, {});

    jest.advanceTimersByTime(15 * 60_000 - 1);
    const before = loggers.get('app').level;
    jest.advanceTimersByTime(1);

    expect([before, loggers.get('app').level]).toEqual(['debug', 'info']);
  });

  it('ends at the requested time', () => {
    const { loggers, changes } = start();
    changes.change('app', { level: 'debug', expiresInSeconds: 2 }, {});

    jest.advanceTimersByTime(2000);

    expect(loggers.get('app').level).toBe('info');
  });

  it('is brought back by null', () => {
    const { loggers, changes } = start();
    changes.change('app', { level: 'debug' }, {});

    const state = changes.change('app', { level: null }, {});

    expect(loggers.get('app').level).toBe('info');
    expect(state).toEqual({ name: 'app', kind: 'logger', level: 'info', configured: 'info' });
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is written to the security log: by whom, from, to and until when', () => {
    const { lines, changes } = start();

    changes.change('app', { level: 'debug' }, { client_address: '203.0.113.9' });

    expect(lines).toMatchObject([
      {
        level: 'warn',
        logger: 'security',
        message: 'Security event: log_level_changed',
        event: { kind: 'security', type: 'log_level_changed', severity: 'medium' },
        extra: {
          name: 'app',
          from: 'info',
          to: 'debug',
          until: '2026-11-24T12:15:00.000Z',
          by: { client_address: '203.0.113.9' },
        },
      },
    ]);
  });

  it('is logged when it expires', () => {
    const { lines, changes } = start();
    changes.change('app', { level: 'debug' }, {});

    jest.advanceTimersByTime(15 * 60_000);

    expect(lines.at(-1)).toMatchObject({
      extra: { name: 'app', from: 'debug', to: 'info', by: { expiry: 'the change expired' } },
    });
  });

  it('is logged even when everything is silenced', () => {
    const { lines, changes } = start();

    changes.change('root', { level: 'silent' }, {});
    changes.change('app', { level: 'silent' }, {});

    expect(lines.map(({ logger }) => logger)).toEqual(['security', 'security']);
  });

  it.each<[string, string, object, string]>([
    ['an unknown level', 'app', { level: 'loud' }, '"level" must be one of'],
    ['a key of every object', 'app', { level: 'toString' }, '"level" must be one of'],
    ['no level', 'app', {}, '"level" must be one of'],
    ['a level that is an object', 'app', { level: { a: 1 } }, '"level" must be one of'],
    ['no seconds', 'app', { level: 'info', expiresInSeconds: 0 }, 'from 1 to 86400'],
    ['too many seconds', 'app', { level: 'info', expiresInSeconds: 86_401 }, 'from 1 to 86400'],
    ['seconds as a text', 'app', { level: 'info', expiresInSeconds: '60' }, 'from 1 to 86400'],
    ['a name with a space', 'my app', { level: 'info' }, 'has a name of at most 100'],
    ['a name that is too long', 'a'.repeat(101), { level: 'info' }, 'has a name of at most 100'],
    ['the security log', 'security', { level: 'fatal' }, 'is not changed at run time'],
  ])('is refused for %s', (_case, name, wanted, reason) => {
    const { lines, changes } = start();

    expect(() => changes.change(name, wanted, {})).toThrow(reason);
    expect(lines).toEqual([]);
  });

  it('is refused when a hundred are changed already', () => {
    const { changes } = start();
    for (let i = 0; i < 100; i += 1) changes.change(`Class${i}`, { level: 'debug' }, {});

    expect(() => changes.change('OneMore', { level: 'debug' }, {})).toThrow('100 levels');
    expect(changes.change('Class7', { level: 'warn' }, {}).level).toBe('warn');
  });

  it('is in the list of all levels', () => {
    const { changes } = start();
    changes.change('OrdersService', { level: 'debug' }, {});

    const list = changes.list();

    expect(list).toContainEqual({
      name: 'billing',
      kind: 'logger',
      level: 'warn',
      configured: 'warn',
    });
    expect(list.at(-1)).toEqual({
      name: 'OrdersService',
      kind: 'class',
      level: 'debug',
      until: '2026-11-24T12:15:00.000Z',
    });
  });

  it('leaves no timer behind when the app ends', () => {
    const { changes } = start();
    changes.change('app', { level: 'debug' }, {});

    changes.close();

    expect(jest.getTimerCount()).toBe(0);
  });
});
