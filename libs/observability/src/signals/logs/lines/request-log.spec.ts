import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { secretsAcross } from '../../../core/testing/cut-secrets';
import { recordedLoggers } from '../testing/recorded-loggers';
import type { RecordedLine } from '../testing/recorded-loggers';
import type { Outcome } from '../../../core';
import {
  Drops,
  Observer,
  pathTest,
  Redactor,
  RequestContext,
  RequestObservation,
} from '../../../core';
import { AccessLevels } from './access-levels';
import type { AnsweredRequest } from './access-levels';
import { RequestLog } from './request-log';

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

interface Settings {
  level?: string;
  quiet?: string;
  hasAccessLines?: boolean;
  startedLevel?: 'debug' | 'info' | 'silent';
  ignored?: readonly string[];
  clientErrorLevel?: string;
  requestLevel?: (request: AnsweredRequest) => string | undefined;
}

function start({
  level = 'info',
  quiet = '',
  hasAccessLines = true,
  startedLevel = 'debug',
  ignored,
  clientErrorLevel = 'info',
  requestLevel,
}: Settings = {}): { log: RequestLog; lines: RecordedLine[] } {
  const drops = new Drops();
  const { loggers, lines } = recordedLoggers({ level });
  const log = new RequestLog({
    logger: loggers.get('http'),
    lines: loggers.outputOf('http'),
    redactor: new Redactor(),
    drops,
    service: { name: 'shop', version: '1', environment: 'test' },
    hasAccessLines,
    startedLevel,
    isQuiet: (route) => route === quiet,
    isIgnored: ignored && pathTest(ignored),
    levels: new AccessLevels({ clientErrorLevel, requestLevel }),
  });
  return { log, lines };
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

  it.each([
    ['debug', 'debug', 'debug'],
    ['info', 'info', 'info'],
    ['debug', 'info', 'info'],
  ] as const)('says at level %s that a request has begun: %s', (level, startedLevel, expected) => {
    const { log, lines } = start({ level, startedLevel });

    log.begin(requestOf({ url: '/orders/7?token=abc' }));

    expect(lines).toMatchObject([
      {
        level: expected,
        logger: 'http',
        message: 'request started',
        request_id: 'req-7',
        http: { method: 'GET', path: '/orders/7?token=[Redacted]' },
      },
    ]);
  });

  it('says that a request has begun without half of a secret that is cut', () => {
    for (const { text, half } of secretsAcross(2048)) {
      const { log, lines } = start({ level: 'debug', startedLevel: 'debug' });

      log.begin(requestOf({ url: text }));

      expect(JSON.stringify(lines)).not.toContain(half);
    }
  });

  it.each([
    ['the level is above it', { level: 'info' }],
    ['nobody wants it', { level: 'trace', startedLevel: 'silent' as const }],
    ['it is a probe', { level: 'debug', quiet: '/orders/7' }],
  ])('does not say that a request has begun when %s', (_case, settings) => {
    const { log, lines } = start(settings);

    log.begin(requestOf({ url: '/orders/7?a=1' }));

    expect(lines).toEqual([]);
  });
});

describe('the level of an access line', () => {
  it.each<[string, Facts, Settings, string | undefined]>([
    ['a fine request', {}, {}, 'info'],
    ['a failed one', { status: 500, outcome: 'error' }, {}, 'error'],
    ['one that breaks in its answer', { status: 200, outcome: 'error' }, {}, 'error'],
    ["a client's mistake", { status: 404 }, {}, 'info'],
    ["a client's mistake, by option", { status: 404 }, { clientErrorLevel: 'warn' }, 'warn'],
    [
      'a client that left',
      { status: 499, outcome: 'aborted' },
      { clientErrorLevel: 'warn' },
      'info',
    ],
    ['a probe that fails', { status: 503, outcome: 'error' }, { quiet: '/orders/:id' }, 'info'],
    [
      'a failed one, while info is off',
      { status: 500, outcome: 'error' },
      { level: 'warn' },
      'error',
    ],
    ['a fine one, while info is off', {}, { level: 'warn' }, undefined],
    [
      'an ignored route',
      { status: 500, outcome: 'error' },
      { ignored: ['/orders/:id'] },
      undefined,
    ],
    ['an ignored path', { route: '' }, { ignored: ['/orders/*'] }, undefined],
    ['another path', {}, { ignored: ['/order'] }, 'info'],
    ['what the app says', {}, { requestLevel: ({ route }) => (route ? 'warn' : 'info') }, 'warn'],
    ['the app says none', { status: 404 }, { requestLevel: () => 'silent' }, undefined],
    ['the app says nothing', {}, { requestLevel: () => undefined }, 'info'],
    ['the app says what is none', {}, { requestLevel: () => 'loud' }, 'info'],
  ])('is right for %s', (_case, facts, settings, level) => {
    const { log, lines } = start(settings);

    log.end(requestOf(facts));

    const found = lines.filter(({ message }) => message === 'request completed');
    expect(found.map((line) => line['level'])).toEqual(level === undefined ? [] : [level]);
  });

  it('is none for what is ignored, not when it begins either', () => {
    const { log, lines } = start({ level: 'debug', ignored: ['/orders/*'] });

    log.begin(requestOf());

    expect(lines).toEqual([]);
  });
});
