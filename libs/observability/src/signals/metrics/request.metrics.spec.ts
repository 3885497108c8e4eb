import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { Losses, Observer, RequestContext, RequestObservation } from '../../core';
import type { Outcome } from '../../core';
import { MetricsRegistry } from './metrics.registry';
import { METRICS_DEFAULTS } from './metrics.options';
import { RequestMetrics } from './request.metrics';

interface Facts {
  method?: string;
  route?: string;
  status?: number;
  outcome?: Outcome;
  seconds?: number;
  sent?: string;
  answered?: number;
}

function requestOf({
  method = 'GET',
  route = '/orders/:id',
  status = 200,
  outcome = 'ok',
  seconds = 0.02,
  sent,
  answered,
}: Facts = {}): RequestObservation {
  const request = new IncomingMessage(new Socket());
  request.method = method;
  if (sent !== undefined) request.headers['content-length'] = sent;
  const response = new ServerResponse(request);
  if (answered !== undefined) response.setHeader('content-length', answered);
  const context = new RequestContext(new Observer([]));
  const observation = new RequestObservation(0, context, request, response, request as object);
  return Object.assign(observation, { route, status, outcome, durationSeconds: seconds });
}

/** Metrics of requests, and their lines on the page. */
function start(): {
  metrics: RequestMetrics;
  registry: MetricsRegistry;
  lines: (name: string) => Promise<string[]>;
} {
  const service = { name: 'shop', version: '1', environment: 'test' };
  const registry = new MetricsRegistry(
    { ...METRICS_DEFAULTS, process: false },
    new Losses(),
    service,
  );
  const metrics = new RequestMetrics(registry);
  const lines = async (name: string): Promise<string[]> =>
    (await registry.page()).split('\n').filter((line) => line.startsWith(`${name}{`));
  return { metrics, registry, lines };
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
    const { metrics, registry, lines } = start();
    metrics.end(requestOf());
    metrics.end(requestOf());

    registry.registry.resetMetrics();
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
    ['request', { sent: '1500' }],
    ['response', { answered: 1500 }],
  ])('sums up the sizes of %s bodies', async (side, facts) => {
    const { metrics, lines } = start();

    metrics.end(requestOf(facts));
    metrics.end(requestOf(facts));

    const [sum] = await lines(`http_server_${side}_body_size_bytes_sum`);
    expect(sum).toMatch(/ 3000$/);
  });

  it.each([
    ['there is no body', {}],
    ['the client sends nonsense for a size', { sent: 'lots' }],
  ])('has no series of sizes when %s', async (_case, facts) => {
    const { metrics, lines } = start();

    metrics.end(requestOf(facts));

    expect(await lines('http_server_request_body_size_bytes_count')).toEqual([]);
  });
});
