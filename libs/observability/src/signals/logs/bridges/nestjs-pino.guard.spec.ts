import { Logger as NestjsPinoLogger, PinoLogger } from 'nestjs-pino';
import { recordedLoggers } from '../testing/recorded-loggers';
import { LevelChanges } from '../loggers/level-changes';
import { guardNestjsPino } from './nestjs-pino.guard';

describe("nestjs-pino's logger", () => {
  // nestjs-pino keeps the first logger that it is given in a module variable.
  const { loggers, lines } = recordedLoggers();

  function loggerOf(context: string): PinoLogger {
    const logger = new PinoLogger({ pinoHttp: { logger: loggers.get('app') } });
    logger.setContext(context);
    return logger;
  }

  beforeAll(() => guardNestjsPino());
  beforeEach(() => {
    lines.length = 0;
  });

  it('follows the level of its class', () => {
    const changes = new LevelChanges(loggers);
    const [orders, prices] = [loggerOf('OrdersService'), loggerOf('PricesService')];

    changes.change('OrdersService', { level: 'debug' }, {});
    orders.debug('loud');
    prices.debug('quiet');

    changes.close();
    expect(lines.slice(1)).toMatchObject([{ context: 'OrdersService', message: 'loud' }]);
  });

  it('writes what throws when it is joined with the context', () => {
    const lazy = {
      id: 1,
      get rows(): never {
        throw new Error('connection closed');
      },
    };

    loggerOf('OrdersService').info(lazy, 'hello');

    expect(lines).toMatchObject([{ message: 'hello', extra: { id: 1, rows: '[Unreadable]' } }]);
  });

  const error = new TypeError('boom');
  const exception = { type: 'TypeError', message: 'boom', traceback: error.stack };
  it.each<[string, unknown[], object]>([
    ['a text and an error', ['a', error], { message: 'a', exception }],
    ['an error and a text', [error, 'a'], { message: 'a', exception }],
    ['fields and a text', [{ k: 1 }, 'a %s', 'b'], { message: 'a b', extra: { k: 1 } }],
    ['`err` and `msg`', [{ err: error, msg: 'm' }], { message: 'm', exception }],
    [
      'a text and a stack',
      ['a', error.stack],
      { message: 'a', exception: { traceback: error.stack } },
    ],
  ])(
    'writes message and exception of %s, by itself and as the logger of Nest',
    (_case, given, wanted) => {
      const pino = loggerOf('OrdersService');
      const nest = new NestjsPinoLogger(pino, {});

      // Its types know fewer orders than its users.
      pino.error(...(given as [object, string]));
      nest.error(given[0], ...given.slice(1), 'OrdersService');

      const line = { level: 'error', context: 'OrdersService', ...wanted };
      expect(lines).toMatchObject([line, line]);
    },
  );

  it('is guarded once, however often it is requested', () => {
    const call = Object.getOwnPropertyDescriptor(PinoLogger.prototype, 'call');

    guardNestjsPino();

    expect(Object.getOwnPropertyDescriptor(PinoLogger.prototype, 'call')).toEqual(call);
  });
});
