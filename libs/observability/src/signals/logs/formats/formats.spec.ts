import { formatterOf } from './format';

const BASE = {
  level: 'error',
  timestamp: '2026-11-24T09:00:57.123Z',
  service: 'shop',
  version: '1.2.0',
  environment: 'production',
  logger: 'http',
};
const IDS = { user_id: 'u7', request_id: 'r1', trace_id: 't'.repeat(32), span_id: 's'.repeat(16) };
const ACCESS = {
  ...BASE,
  level: 'info',
  ...IDS,
  http: {
    method: 'GET',
    route: '/orders/:id',
    path: '/orders/7?page=2',
    status: 503,
    duration_ms: 3.25,
    outcome: 'server_error',
    response_size: 12,
    client_address: '10.0.0.1',
    user_agent: 'curl/8',
  },
  db: { queries: 2, duration_ms: 1.5 },
  message: 'request completed',
};
const FAILURE = {
  ...BASE,
  context: 'OrdersService',
  method: 'place',
  exception: {
    type: 'RangeError',
    message: 'no tea',
    traceback: 'RangeError: no tea\n    at shop.js:1:1',
    cause: { type: 'Error', message: 'empty' },
  },
  extra: { orderId: 7, note: 'a b' },
  message: 'order failed',
};

describe('the format ecs', () => {
  it('gives an access line the names of the Elastic Common Schema', () => {
    expect(read('ecs', ACCESS)).toEqual({
      '@timestamp': BASE.timestamp,
      'log.level': 'info',
      message: 'request completed',
      'ecs.version': '8.11.0',
      'service.name': 'shop',
      'service.version': '1.2.0',
      'service.environment': 'production',
      'log.logger': 'http',
      'http.request.id': 'r1',
      'trace.id': IDS.trace_id,
      'span.id': IDS.span_id,
      'user.id': 'u7',
      'client.address': '10.0.0.1',
      'user_agent.original': 'curl/8',
      'http.request.method': 'GET',
      'http.route': '/orders/:id',
      'url.path': '/orders/7',
      'url.original': '/orders/7?page=2',
      'http.response.status_code': 503,
      'http.response.body.bytes': 12,
      'event.duration': 3_250_000,
      'event.outcome': 'failure',
      'event.reason': 'server_error',
      app: { db: { queries: 2, duration_ms: 1.5 } },
    });
  });

  it('tells of an error with its causes, and keeps what it has no name for', () => {
    expect(read('ecs', FAILURE)).toMatchObject({
      'log.level': 'error',
      'error.type': 'RangeError',
      'error.message': 'no tea',
      'error.stack_trace': 'RangeError: no tea\n    at shop.js:1:1\n[cause]: Error: empty',
      app: { context: 'OrdersService', method: 'place', extra: { orderId: 7, note: 'a b' } },
    });
  });
});

describe('the format otel', () => {
  it("gives an access line the fields of OpenTelemetry's data model", () => {
    expect(read('otel', ACCESS)).toEqual({
      Timestamp: '1795510857123000000',
      SeverityText: 'INFO',
      SeverityNumber: 9,
      Body: 'request completed',
      TraceId: IDS.trace_id,
      SpanId: IDS.span_id,
      Resource: {
        'service.name': 'shop',
        'service.version': '1.2.0',
        'deployment.environment.name': 'production',
      },
      InstrumentationScope: { Name: 'http' },
      Attributes: {
        'request.id': 'r1',
        'user.id': 'u7',
        'client.address': '10.0.0.1',
        'user_agent.original': 'curl/8',
        'http.request.method': 'GET',
        'http.route': '/orders/:id',
        'url.path': '/orders/7',
        'url.query': 'page=2',
        'http.response.status_code': 503,
        'http.response.body.size': 12,
        'http.server.request.duration': 0.00325,
        outcome: 'server_error',
        db: { queries: 2, duration_ms: 1.5 },
      },
    });
  });

  it('names the operation of a request to GraphQL', () => {
    const graphql = { type: 'query', name: 'Titles' };

    expect(read('otel', { ...ACCESS, graphql })).toMatchObject({
      Attributes: { 'graphql.operation.type': 'query', 'graphql.operation.name': 'Titles' },
    });
  });

  it('tells of an error by the conventions for exceptions', () => {
    expect(read('otel', FAILURE)).toMatchObject({
      SeverityText: 'ERROR',
      SeverityNumber: 17,
      Attributes: {
        'code.namespace': 'OrdersService',
        'code.function.name': 'place',
        'exception.type': 'RangeError',
        'exception.message': 'no tea',
        'exception.stacktrace': 'RangeError: no tea\n    at shop.js:1:1\n[cause]: Error: empty',
        extra: { orderId: 7, note: 'a b' },
      },
    });
  });

  it.each([
    ['trace', 1],
    ['debug', 5],
    ['info', 9],
    ['warn', 13],
    ['error', 17],
    ['fatal', 21],
  ])('numbers %s as the model does', (level, number) => {
    expect(read('otel', { ...BASE, level, message: 'm' })).toMatchObject({
      SeverityNumber: number,
    });
  });
});

describe('the format simple', () => {
  it('is one readable line', () => {
    expect(textOf('simple', FAILURE)).toBe(
      '2026-11-24T09:00:57.123Z ERROR http: order failed context=OrdersService method=place ' +
        'exception.type=RangeError exception.message="no tea" ' +
        String.raw`exception.traceback="RangeError: no tea\n    at shop.js:1:1" ` +
        'exception.cause.type=Error exception.cause.message=empty ' +
        'extra.orderId=7 extra.note="a b"\n',
    );
  });

  it('stays one line when the message has several', () => {
    const text = textOf('simple', { ...BASE, message: 'one\nINFO two', list: [1, 'a'] });

    expect(text).toBe('2026-11-24T09:00:57.123Z ERROR http: one\\nINFO two list=[1,"a"]\n');
  });
});

describe('the format simple, given what users typed', () => {
  it('shows no control character of a message, a value, or a key', () => {
    const text = textOf('simple', {
      ...BASE,
      message: 'gone\u001b[2J\u0085x\u2028y',
      extra: { 'a\nERROR shop': 'b\u001b[1A', 'two words': '\u009bm' },
    });

    expect(text).toBe(
      '2026-11-24T09:00:57.123Z ERROR http: gone\\u001b[2J\\u0085x\\u2028y ' +
        'extra.a\\nERROR_shop="b\\u001b[1A" extra.two_words="\\u009bm"\n',
    );
  });
});

describe('the format json', () => {
  it('is what lines are already', () => {
    expect(formatterOf('json', true)).toBeUndefined();
  });
});

function textOf(format: 'ecs' | 'otel' | 'simple', line: object): string {
  return formatterOf(format, false)?.(`${JSON.stringify(line)}\n`) ?? '';
}

function read(format: 'ecs' | 'otel', line: object): unknown {
  const text = textOf(format, line);
  expect(text.indexOf('\n')).toBe(text.length - 1);
  return JSON.parse(text);
}
