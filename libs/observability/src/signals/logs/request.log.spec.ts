import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Outcome } from '../../core';
import { Losses, Observer, Redactor, RequestContext, RequestObservation } from '../../core';
import { createLogger } from './logger';
import { RequestLog } from './request.log';

type Line = Record<string, unknown>;

interface Facts {
  url?: string;
  originalUrl?: string;
  agent?: string;
  route?: string;
  status?: number;
  outcome?: Outcome;
  error?: unknown;
}

const context = new RequestContext(new Observer([]), { requestId: 'req-7' });

function requestOf(facts: Facts = {}): RequestObservation {
  const { url = '/orders/7', route = '/orders/:id', status = 200, outcome = 'ok' } = facts;
  const request = new IncomingMessage(new Socket());
  Object.assign(request, { method: 'GET', url });
  if (facts.originalUrl) Object.assign(request, { originalUrl: facts.originalUrl });
  if (facts.agent) request.headers['user-agent'] = facts.agent;
  const response = new ServerResponse(request);
  request.headers['x-forwarded-for'] = 'what the framework makes of it counts';
  const framework = { ip: '10.0.0.1' };
  const observation = new RequestObservation(0, context, request, response, framework);
  if ('error' in facts) observation.fail(facts.error);
  const ended = { route, status, outcome, durationSeconds: 0.123_456, responseBodyBytes: 12 };
  return Object.assign(observation, ended);
}

function start({ level = 'info', quiet = '', hasAccessLines = true } = {}): {
  log: RequestLog;
  lines: Line[];
} {
  const lines: Line[] = [];
  const redactor = new Redactor();
  const service = { name: 'shop', version: '1', environment: 'test' };
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Line) };
  const logger = createLogger({ level, service, destination, redactor, losses: new Losses() });
  const isQuiet = (route: string): boolean => route === quiet;
  const parts = { logger, lines: destination, redactor, service, hasAccessLines, isQuiet };
  return { log: new RequestLog(parts), lines };
}

describe('RequestLog', () => {
  it('writes one line for a request that is fine', () => {
    const { log, lines } = start();

    log.end(requestOf({ agent: 'curl/8' }));

    expect(lines).toMatchObject([
      {
        level: 'info',
        logger: 'http',
        message: 'request completed',
        request_id: 'req-7',
        trace_id: context.traceId,
        http: {
          method: 'GET',
          route: '/orders/:id',
          path: '/orders/7',
          status: 200,
          duration_ms: 123.46,
          outcome: 'ok',
          response_size: 12,
          client_address: '10.0.0.1',
          user_agent: 'curl/8',
        },
      },
    ]);
  });

  it('writes a line of its own for an error that nobody planned', () => {
    const { log, lines } = start();

    log.end(requestOf({ status: 500, error: new Error('boom') }));

    expect(lines).toMatchObject([
      {
        level: 'error',
        message: 'unhandled error: boom',
        request_id: 'req-7',
        http: { method: 'GET', route: '/orders/:id' },
        exception: { message: 'boom', traceback: expect.stringContaining('Error: boom\n') },
      },
      { level: 'info', message: 'request completed', http: { status: 500 } },
    ]);
  });

  it.each([
    ['an error that a filter answered', { status: 418, error: new Error('teapot') }],
    ['a 500 without an error', { status: 500 }],
    ['a request whose client went away', { status: 499, outcome: 'aborted' as const }],
  ])('writes only the access line for %s', (_case, facts) => {
    const { log, lines } = start();

    log.end(requestOf(facts));

    expect(lines.map(({ message }) => message)).toEqual(['request completed']);
  });

  it('says nothing of the success of a quiet route', () => {
    const { log, lines } = start({ quiet: '/livez' });

    log.end(requestOf({ route: '/livez' }));

    expect(lines).toEqual([]);
  });

  it('says when a quiet route fails', () => {
    const { log, lines } = start({ quiet: '/livez' });

    log.end(requestOf({ route: '/livez', status: 503 }));

    expect(lines).toMatchObject([{ message: 'request completed', http: { status: 503 } }]);
  });

  it('writes the errors only when the level is above info', () => {
    const { log, lines } = start({ level: 'error' });

    log.end(requestOf({ status: 500, error: 'boom' }));

    expect(lines).toMatchObject([{ level: 'error', message: 'unhandled error: boom' }]);
  });

  it('writes the path without secrets', () => {
    const { log, lines } = start();

    log.end(requestOf({ url: '/login?password=hunter2&page=1' }));

    expect(lines).toMatchObject([{ http: { path: '/login?password=[Redacted]&page=1' } }]);
  });

  it('writes the whole path where Express has shortened it', () => {
    const { log, lines } = start();

    log.end(requestOf({ url: '/7', originalUrl: '/orders/7' }));

    expect(lines).toMatchObject([{ http: { path: '/orders/7' } }]);
  });

  it('shortens what a client can make long', () => {
    const { log, lines } = start();

    log.end(requestOf({ url: `/${'a'.repeat(9000)}`, agent: 'b'.repeat(9000) }));

    expect(JSON.stringify(lines).length).toBeLessThan(4000);
  });

  it('names no route where none matched', () => {
    const { log, lines } = start();

    log.end(requestOf({ route: '', status: 404 }));

    expect(lines[0]?.['http']).not.toHaveProperty('route');
  });
});
