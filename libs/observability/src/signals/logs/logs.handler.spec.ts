import { Losses, Observer, Redactor, RequestContext } from '../../core';
import { createLogger } from './logger';
import { LogsHandler } from './logs.handler';

type Line = Record<string, unknown>;

function start(): { handler: LogsHandler; lines: Line[] } {
  const lines: Line[] = [];
  const redactor = new Redactor();
  const service = { name: 'shop', version: '1', environment: 'test' };
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Line) };
  const parts = { level: 'info', service, destination, redactor, losses: new Losses() };
  const logger = createLogger(parts);
  const handler = new LogsHandler({
    logger,
    lines: destination,
    redactor,
    service,
    hasAccessLines: true,
    isQuiet: () => false,
  });
  return { handler, lines };
}

describe('LogsHandler', () => {
  it('writes an error that ended no observation, with the ids of its request', () => {
    const { handler, lines } = start();
    const context = new RequestContext(new Observer([]), { requestId: 'req-7' });

    handler.stray(new Error('too late'), context);

    expect(lines).toMatchObject([
      {
        level: 'error',
        message: 'unhandled error: too late',
        request_id: 'req-7',
        exception: { message: 'too late' },
      },
    ]);
  });

  it('writes an error that belongs to no request', () => {
    const { handler, lines } = start();

    handler.stray('boom', undefined);

    expect(lines).toMatchObject([{ level: 'error', message: 'unhandled error: boom' }]);
    expect(lines[0]).not.toHaveProperty('request_id');
  });
});
