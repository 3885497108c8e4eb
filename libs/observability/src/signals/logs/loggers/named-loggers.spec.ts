import { recordedLoggers } from '../testing/recorded-loggers';
import { Drops, Redactor } from '../../../core';
import { LevelChanges } from './level-changes';
import { NamedLoggers } from './named-loggers';

/** NamedLoggers with two destinations, and what each of them got. */
function withDestinations(options: Record<string, object>): {
  loggers: NamedLoggers;
  got: Record<string, string[]>;
} {
  const got: Record<string, string[]> = { all: [], audit: [], syslog: [] };
  const to = (name: string) => ({
    write: (line: string): void => void got[name]?.push(JSON.parse(line).message),
  });
  const loggers = new NamedLoggers({
    level: 'info',
    options,
    service: { name: 'shop', version: '1', environment: 'test' },
    destinations: { for: ([name = 'all'] = []) => to(name), forSecurity: () => to('syslog') },
    redactor: new Redactor(),
    drops: new Drops(),
  });
  return { loggers, got };
}

describe('the loggers by name', () => {
  it('write their name on each line, once', () => {
    const { loggers, lines } = recordedLoggers();

    loggers.get('billing').info('paid');
    loggers.get('billing').info({ order: 7 }, 'paid');

    expect(lines.map(({ logger }) => logger)).toEqual(['billing', 'billing']);
  });

  it('are made once', () => {
    const { loggers } = recordedLoggers();

    expect(loggers.get('billing')).toBe(loggers.get('billing'));
  });

  it('are a thousand at most: beyond it the root writes', () => {
    const { loggers, lines } = recordedLoggers();
    for (let i = 0; i < 1000; i += 1) loggers.get(`tenant-${i}`);

    loggers.get('one more').info('hello');
    loggers.get('tenant-7').info('hello');

    expect(lines.map(({ logger }) => logger)).toEqual(['root', 'tenant-7']);
  });

  it('keep their name when the app logs a field of that name', () => {
    const { loggers, lines } = recordedLoggers();

    loggers.get('billing').info({ logger: 'mine' }, 'paid');

    expect(lines).toMatchObject([{ logger: 'billing', extra: { logger: 'mine' } }]);
  });

  it('follow the root, or their own level', () => {
    const options = { root: { level: 'warn' }, billing: { level: 'debug' } };
    const { loggers, lines } = recordedLoggers({ options });

    for (const name of ['billing', 'orders']) {
      loggers.get(name).debug(`debug of ${name}`);
      loggers.get(name).warn(`warn of ${name}`);
    }

    expect(lines.map(({ message }) => message)).toEqual([
      'debug of billing',
      'warn of billing',
      'warn of orders',
    ]);
  });

  it.each([
    ['error', 'info'],
    ['debug', 'debug'],
    ['silent', 'silent'],
  ])('write security from info on even where the root says %s', (level, expected) => {
    const { loggers } = recordedLoggers({ level });

    expect(loggers.get('security').level).toBe(expected);
  });

  it('hand their lines to the destinations of their options', () => {
    const { loggers, got } = withDestinations({ billing: { destinations: ['audit'] } });

    loggers.get('billing').info('paid');
    loggers.get('orders').info('placed');

    expect(got).toEqual({ all: ['placed'], audit: ['paid'], syslog: [] });
  });

  it('hand lines of security to its own destinations besides, unless the options name some', () => {
    const usual = withDestinations({});
    const named = withDestinations({ security: { destinations: ['audit'] } });

    usual.loggers.get('security').info('login');
    named.loggers.get('security').info('login');

    expect(usual.got).toEqual({ all: [], audit: [], syslog: ['login'] });
    expect(named.got).toEqual({ all: [], audit: ['login'], syslog: [] });
  });

  it('tell where their lines go, for those that are made without pino', () => {
    const { loggers, got } = withDestinations({ http: { destinations: ['audit'] } });

    loggers.outputOf('http').write('{"message":"request completed"}\n');

    expect(got['audit']).toEqual(['request completed']);
  });
});

describe('the logger for a class', () => {
  it('is the logger itself while nothing was changed', () => {
    const { loggers } = recordedLoggers();
    const app = loggers.get('app');

    expect(loggers.forClass(app, 'OrdersService')).toBe(app);
  });

  it('has the level that was set for the class, and only for it', () => {
    const { loggers, lines } = recordedLoggers();
    const app = loggers.get('app');
    const changes = new LevelChanges(loggers);
    changes.change('OrdersService', { level: 'debug' }, {});
    lines.length = 0;

    loggers.forClass(app, 'OrdersService').debug('loud');
    loggers.forClass(app, 'PricesService').debug('quiet');

    changes.close();
    expect(lines).toMatchObject([{ logger: 'app', level: 'debug', message: 'loud' }]);
  });

  it('is the logger itself again when the change is over', () => {
    const { loggers } = recordedLoggers();
    const changes = new LevelChanges(loggers);
    changes.change('OrdersService', { level: 'debug' }, {});
    changes.change('OrdersService', { level: null }, {});

    expect(loggers.forClass(loggers.get('app'), 'OrdersService')).toBe(loggers.get('app'));
  });
});
