import { ANSWERS, judge } from './judge';
import type { Evidence, Span } from './judge';

const WHOLE = { otel: '3', sentry: '11' } as const;
const EVIDENCE = evidence();

describe('the verdict on a cell', () => {
  it('is that nothing is wrong where everything is as expected', () => {
    expect(judge(WHOLE, EVIDENCE)).toEqual([]);
    expect(judge({ otel: 'none', sentry: 'none' }, { ...EVIDENCE, events: [], spans: [] })).toEqual(
      [],
    );
  });

  it.each<[string, Partial<Evidence>]>([
    ['/items/7 was not answered', { answers: EVIDENCE.answers.slice(1) }],
    [
      '/items/7 answers 500 application/json; charset=utf-8 {"id":"7"}',
      { answers: EVIDENCE.answers.map((answer) => ({ ...answer, status: 500 })) },
    ],
    [
      '/items/7 answers 200 text/plain {"id":"7"}',
      { answers: EVIDENCE.answers.map((answer) => ({ ...answer, type: 'text/plain' })) },
    ],
    [
      '/items/7 answers 200 application/json; charset=utf-8 {}',
      { answers: EVIDENCE.answers.map((answer) => ({ ...answer, body: '{}' })) },
    ],
    ['/livez answers 503', { live: 503 }],
    [
      '/metrics does not count one request of /items/:id with 200',
      { exposition: EVIDENCE.exposition.replace('/items/:id', '/items/7') },
    ],
    [
      '/metrics does not count one request of /items/broken with 500',
      { exposition: EVIDENCE.exposition.replace('"500"} 1', '"500"} 2') },
    ],
    [
      '/metrics does not count one call of items.find',
      { exposition: EVIDENCE.exposition.replace('items.find', 'find') },
    ],
    ['/items/7 has 0 access lines', { stdout: EVIDENCE.stdout.replaceAll('completed', 'done') }],
    ['/items/7 has 2 access lines', { stdout: EVIDENCE.stdout.repeat(2) }],
    [
      'the access line of /items/7 says {"route":"*","status":200}',
      { stdout: EVIDENCE.stdout.replace('/items/:id', '*') },
    ],
    [
      'the access line of /items/7 has no trace id',
      { stdout: EVIDENCE.stdout.replace('"trace_id"', '"trace"') },
    ],
    ['Sentry got [], not 1 of "the shelf is broken"', { events: [] }],
    [
      'Sentry got ["the shelf is broken","the shelf is broken"], not 1 of "the shelf is broken"',
      { events: [...EVIDENCE.events, ...EVIDENCE.events] },
    ],
    ['0 spans "GET /items/:id" came', { spans: [] }],
    ['2 spans "GET /items/:id" came', { spans: [...EVIDENCE.spans, ...EVIDENCE.spans] }],
    [
      'the span "GET /items/:id" is of kind 1',
      { spans: EVIDENCE.spans.map((span) => ({ ...span, kind: 1 })) },
    ],
    [
      'the span "GET /items/:id" is in another trace',
      { spans: EVIDENCE.spans.map((span) => ({ ...span, traceId: 'other' })) },
    ],
    [
      'the span "GET /items/broken" has status 1',
      { spans: EVIDENCE.spans.map((span) => ({ ...span, status: 1 })) },
    ],
    ['0 spans "items.find" came', { spans: EVIDENCE.spans.filter(({ kind }) => kind === 2) }],
    [
      '2 spans "items.find" came',
      { spans: [...EVIDENCE.spans, ...EVIDENCE.spans.filter(({ kind }) => kind === 1)] },
    ],
    [
      'the span "items.find" is in another trace',
      { spans: EVIDENCE.spans.map((span) => ({ ...span, traceId: 'other' })) },
    ],
    [
      'the span "ItemsService.broken" has status 0',
      { spans: EVIDENCE.spans.map((span) => ({ ...span, status: 0 })) },
    ],
    [
      'the span "GET" is not wanted',
      { spans: [...EVIDENCE.spans, { name: 'GET', traceId: '1', kind: 2, status: 0 }] },
    ],
    ['SIGTERM ends it with 1', { end: '1' }],
    ['SIGTERM ends it with SIGSEGV', { end: 'SIGSEGV' }],
    ['SIGTERM does not end it', { end: undefined }],
    ['prints to stderr: (node:7) Warning: a leak', { stderr: '(node:7) Warning: a leak\n' }],
    [
      'logs at warn: something is not right',
      {
        stdout: `${EVIDENCE.stdout}{"level":"warn","message":"something is not right"}\n`,
      },
    ],
    [
      'logs 0 times at error: unhandled error: the shelf is broken',
      { stdout: EVIDENCE.stdout.replace('unhandled error', 'an error') },
    ],
    [
      'logs 2 times at error: unhandled error: the shelf is broken',
      {
        stdout: `${EVIDENCE.stdout}{"level":"error","message":"unhandled error: the shelf is broken"}\n`,
      },
    ],
    [
      'logs 0 times at warn: ItemsService.broken failed',
      { stdout: EVIDENCE.stdout.replace('ItemsService.broken', 'broken') },
    ],
    [
      'logs at fatal: unhandled error: the shelf is broken',
      {
        stdout: `${EVIDENCE.stdout}{"level":"fatal","message":"unhandled error: the shelf is broken"}\n`,
      },
    ],
    [
      'the access line of /items/broken is at info',
      { stdout: EVIDENCE.stdout.replaceAll('"level":"error"', '"level":"info"') },
    ],
    [
      'an access line of no request: {"route":"/items/:id"}',
      {
        stdout: `${EVIDENCE.stdout}{"level":"info","message":"request completed","http":{"route":"/items/:id"}}\n`,
      },
    ],
    ['says 0 times that it listens', { stdout: EVIDENCE.stdout.replace(/^listens.*\n/, '') }],
    ['says 2 times that it listens', { stdout: `listens on http://x\n${EVIDENCE.stdout}` }],
    ['/items/7 was answered twice', { answers: [...EVIDENCE.answers, ...EVIDENCE.answers] }],
    [
      '/metrics does not count one request of /items/:id with 200',
      { exposition: `${EVIDENCE.exposition}\n${EVIDENCE.exposition.replace('"200"', '"500"')}` },
    ],
    [
      '/metrics does not count one call of items.find',
      { exposition: EVIDENCE.exposition.replace('"ok"', '"error"') },
    ],
    ['prints a line that is no JSON: Nest LOG', { stdout: `Nest LOG\n${EVIDENCE.stdout}` }],
  ])('reports: %s', (fault, wrong) => {
    expect(judge(WHOLE, { ...EVIDENCE, ...wrong })).toContain(fault);
  });

  it.each<[Parameters<typeof judge>[0], string]>([
    [{ otel: 'none', sentry: '10' }, '5 spans came, and none is wanted'],
    [
      { otel: '2', sentry: 'none' },
      'Sentry got ["the shelf is broken"], not 0 of "the shelf is broken"',
    ],
  ])('reports what goes to a back end that the cell does not have: %j', (cell, fault) => {
    expect(judge(cell, EVIDENCE)).toEqual([fault]);
  });
});

function evidence(): Evidence {
  const requests = ANSWERS.map((answer, at) => ({ ...answer, id: String(at + 1).repeat(32) }));
  const lines = requests.map(({ route, status, id: trace_id }) => ({
    level: status >= 500 ? 'error' : 'info',
    request_id: trace_id,
    trace_id,
    http: { route, status },
    message: 'request completed',
  }));
  const counts = requests.map(
    ({ route, status }) =>
      `http_server_request_duration_seconds_count{http_request_method="GET",http_route="${route}",http_response_status_code="${status}"} 1`,
  );
  const calls = [
    'operation_calls_total{operation="items.find",outcome="ok"} 1',
    'operation_calls_total{operation="ItemsService.broken",outcome="error"} 1',
  ];
  const above = [
    { level: 'warn', message: 'ItemsService.broken failed' },
    { level: 'error', message: 'unhandled error: the shelf is broken' },
  ];
  const spans: Span[] = requests.map(({ route, status, id: traceId }) => {
    return { name: `GET ${route}`, traceId, kind: 2, status: status >= 500 ? 2 : 0 };
  });
  return {
    answers: requests.map(({ path, status, body, id: requestId }) => {
      return { path, status, body, requestId, type: 'application/json; charset=utf-8' };
    }),
    live: 200,
    exposition: [...counts, ...calls].join('\n'),
    stdout: [
      'listens on http://127.0.0.1:7',
      ...[...lines, ...above].map((line) => JSON.stringify(line)),
      '',
    ].join('\n'),
    stderr: '',
    end: 'SIGTERM',
    events: ['the shelf is broken'],
    spans: [
      ...spans,
      { name: 'items.find', traceId: spans[0]!.traceId, kind: 1, status: 0 },
      { name: 'ItemsService.broken', traceId: spans[2]!.traceId, kind: 1, status: 2 },
    ],
  };
}
