import { Logger } from '@nestjs/common';
import { recordedLoggers } from '../testing/recorded-loggers';
import { Observer, Redactor, RequestContext, runInContext } from '../../../core';
import { loggerForRequests } from './request-logger';

describe("what is bound to the request's logger", () => {
  it('is warned of, once, where no line has it', () => {
    const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const { loggers, lines } = recordedLoggers();
    const logger = loggerForRequests({ logger: loggers.get('app'), redactor: new Redactor() });
    const context = new RequestContext(new Observer([]), {});

    for (const _ of [1, 2]) {
      logger.setBindings({ tenant: 'acme' });
      runInContext(context, () => logger.setBindings({ flood: 'x'.repeat(5000) }));
    }
    runInContext(context, () => logger.info('hello'));

    const messages = warned.mock.calls.map(([message]) => String(message));
    warned.mockRestore();
    expect(messages).toEqual([
      expect.stringContaining('was called outside any request'),
      expect.stringContaining('more than 4096 characters'),
    ]);
    expect(lines).toMatchObject([{ message: 'hello' }]);
  });
});
