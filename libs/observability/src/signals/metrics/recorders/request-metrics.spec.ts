import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { RegistryUnderTest } from '../testing/registry-under-test';
import { Observer, RequestContext, RequestObservation } from '../../../core';
import type { Outcome } from '../../../core';
import { RequestMetrics } from './request-metrics';
import type { RequestSeries } from './request-metrics';

interface Facts {
  method?: string;
  route?: string;
  status?: number;
  outcome?: Outcome;
  seconds?: number;
  sent?: number;
  answered?: number;
  isSampled?: boolean;
}

function requestOf({
  method = 'GET',
  route = '/orders/:id',
  status = 200,
  outcome = 'ok',
  seconds = 0.02,
  sent,
  answered,
  isSampled = false,
}: Facts = {}): RequestObservation {
  const request = Object.assign(new IncomingMessage(new Socket()), { method });
  const response = new ServerResponse(request);
  const context = new RequestContext(new Observer([]));
  context.markSampled(isSampled);
  const observation = new RequestObservation(0, context, request, response, request as object);
  const bodies = { requestBodyBytes: sent, responseBodyBytes: answered };
  return Object.assign(observation, {
    route,
    status,
    outcome,
    durationSeconds: seconds,
    ...bodies,
  });
}

/** Metrics of requests, and their lines on the page. */
function start(): {
  metrics: RequestMetrics;
  under: RegistryUnderTest;
  lines: (name: string) => Promise<string[]>;
} {
  const under = new RegistryUnderTest();
  return { metrics: new RequestMetrics(under.registry), under, lines: (name) => under.lines(name) };
}

const COUNT = 'http_server_request_duration_seconds_count';
const ACTIVE = 'http_server_active_requests';

describe('RequestMetrics', () => {
  it('counts a request under its method, route and status', async () => {
    const { metrics, lines } = start();

    metrics.end(requestOf());

    expect(await lines(COUNT)).toEqual([
      `${COUNT}{http_request_method="GET",http_route="/orders/:id",http_response_status_code="200"} 1`,
    ]);
  });

  it('adds up the durations', async () => {
    const { metrics, lines } = start();

    metrics.end(requestOf({ seconds: 0.25 }));
    metrics.end(requestOf({ seconds: 0.5 }));

    const [sum] = await lines('http_server_request_duration_seconds_sum');
    expect(sum).toMatch(/ 0\.75$/);
  });

  it.each<[number, Outcome, string | undefined]>([
    [200, 'ok', undefined],
    [304, 'ok', undefined],
    [399, 'ok', undefined],
    [200, 'error', 'server_error'],
    [400, 'error', 'client_error'],
    [404, 'ok', 'client_error'],
    [499, 'error', 'client_error'],
    [500, 'error', 'server_error'],
    [503, 'ok', 'server_error'],
    [499, 'aborted', 'aborted'],
    [200, 'aborted', 'aborted'],
  ])('says of status %i and outcome %s the error type %s', async (status, outcome, type) => {
    const { metrics, lines } = start();

    metrics.end(requestOf({ status, outcome }));

    const [line] = await lines(COUNT);
    expect(/error_type="(\w+)"/.exec(line ?? '')?.[1]).toBe(type);
  });

  it('keeps an aborted request apart from one that ended with the same status', async () => {
    const { metrics, lines } = start();

    metrics.end(requestOf({ status: 499, outcome: 'aborted' }));
    metrics.end(requestOf({ status: 499, outcome: 'error' }));

    expect(await lines(COUNT)).toHaveLength(2);
  });

  it('gathers all requests without a route under one name', async () => {
    const { metrics, lines } = start();

    metrics.end(requestOf({ route: '', status: 404 }));
    metrics.end(requestOf({ route: '', status: 404 }));

    const found = await lines(COUNT);
    expect(found).toEqual([expect.stringMatching(/http_route="unknown".* 2$/)]);
  });

  it.each(['PROPFIND', 'get', 'X'.repeat(1000), ''])(
    'gathers methods that a client made up under one name (%s)',
    async (method) => {
      const { metrics, lines } = start();

      metrics.end(requestOf({ method }));

      const found = await lines(COUNT);
      expect(found).toEqual([expect.stringContaining('http_request_method="OTHER"')]);
    },
  );

  it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'names the method %s',
    async (method) => {
      const { metrics, lines } = start();

      metrics.end(requestOf({ method }));

      const found = await lines(COUNT);
      expect(found).toEqual([expect.stringContaining(`http_request_method="${method}"`)]);
    },
  );

  it('counts a route that it knows again from 0 after the registry was reset', async () => {
    const { metrics, under, lines } = start();
    metrics.end(requestOf());
    metrics.end(requestOf());

    under.registry.registry.resetMetrics();
    metrics.end(requestOf());

    expect(await lines(COUNT)).toEqual([expect.stringMatching(/ 1$/)]);
  });

  it('shows the requests that are being worked on, by method', async () => {
    const { metrics, lines } = start();
    const first = requestOf();

    metrics.begin(first);
    metrics.begin(requestOf());
    metrics.begin(requestOf({ method: 'POST' }));
    metrics.end(first);

    expect(await lines(ACTIVE)).toEqual([
      `${ACTIVE}{http_request_method="GET"} 1`,
      `${ACTIVE}{http_request_method="POST"} 1`,
    ]);
  });

  it('returns to zero when all requests have ended', async () => {
    const { metrics, lines } = start();
    const requests = [requestOf(), requestOf({ outcome: 'aborted' }), requestOf({ status: 500 })];

    requests.forEach((request) => metrics.begin(request));
    requests.forEach((request) => metrics.end(request));

    expect(await lines(ACTIVE)).toEqual([`${ACTIVE}{http_request_method="GET"} 0`]);
  });

  it.each([
    ['request', { sent: 1500 }],
    ['response', { answered: 1500 }],
  ])('sums up the sizes of %s bodies', async (side, facts) => {
    const { metrics, lines } = start();

    metrics.end(requestOf(facts));
    metrics.end(requestOf(facts));

    const [sum] = await lines(`http_server_${side}_body_size_bytes_sum`);
    expect(sum).toMatch(/ 3000$/);
  });

  it('counts a body of no bytes as one of 0', async () => {
    const { metrics, lines } = start();

    metrics.end(requestOf({ sent: 0 }));

    const [bucket] = await lines('http_server_request_body_size_bytes_bucket');
    expect(bucket).toMatch(/le="100"\} 1$/);
  });

  it.each(['request', 'response'])(
    'has no series of sizes where no %s has a body',
    async (side) => {
      const { metrics, lines } = start();

      metrics.end(requestOf());

      expect(await lines(`http_server_${side}_body_size_bytes_count`)).toEqual([]);
    },
  );

  it.each([
    ['leads from a bucket to the trace of a request that is recorded', true],
    ['tells of no trace that nobody kept', false],
  ])('%s', async (_case, isSampled) => {
    const { metrics, under } = start();
    const request = requestOf({ isSampled });

    metrics.end(request);

    const { traceId, spanId } = request.context;
    const page = await under.exposition('openmetrics');
    const exemplar = `# {trace_id="${traceId}",span_id="${spanId}"} 0.02 `;
    expect(page.includes(exemplar)).toBe(isSampled);
  });

  it('tells once of each new kind of request', () => {
    const met: RequestSeries['labels'][] = [];
    const metrics = new RequestMetrics(new RegistryUnderTest().registry, ({ labels }) =>
      met.push(labels),
    );

    metrics.end(requestOf());
    metrics.end(requestOf());
    metrics.end(requestOf({ status: 404 }));

    expect(met).toEqual([
      ['GET', '/orders/:id', '200', ''],
      ['GET', '/orders/:id', '404', 'client_error'],
    ]);
  });
});
