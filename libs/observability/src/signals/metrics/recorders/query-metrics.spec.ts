import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { RegistryUnderTest } from '../testing/registry-under-test';
import { Observer, QueryObservation, RequestContext, RequestObservation } from '../../../core';
import type { QueryOperation } from '../../../core';
import { QueryMetrics, RequestQueryMetrics } from './query-metrics';

const MAIN = { system: 'postgresql', alias: 'default' };
const OTHER = { system: 'postgresql', alias: 'reports' };
const COUNT = 'db_client_operation_duration_seconds_count';

function queryOf(
  database = MAIN,
  operation: QueryOperation = 'select',
  context?: RequestContext,
): QueryObservation {
  const query = new QueryObservation(0, context, database, operation);
  return Object.assign(query, { durationSeconds: 0.004 });
}

function failed(query: QueryObservation): QueryObservation {
  query.fail(new Error('deadlock'));
  return query;
}

function requestOf(
  queries: number,
  querySeconds: number,
  route = '/orders/:id',
): RequestObservation {
  const request = Object.assign(new IncomingMessage(new Socket()), { method: 'GET' });
  const context = Object.assign(new RequestContext(new Observer([])), { queries, querySeconds });
  const response = new ServerResponse(request);
  return Object.assign(new RequestObservation(0, context, request, response, {}), { route });
}

describe('QueryMetrics', () => {
  it('keeps databases, operations and failures apart', async () => {
    const under = new RegistryUnderTest();
    const metrics = new QueryMetrics(under.registry);

    metrics.end(queryOf());
    metrics.end(queryOf());
    metrics.end(queryOf(MAIN, 'insert'));
    metrics.end(queryOf(OTHER));
    metrics.end(failed(queryOf()));

    const lines = await under.lines(COUNT);
    const of = (alias: string, rest: string): string =>
      `${COUNT}{db_system_name="postgresql",db_client_connection_pool_name="${alias}",db_operation_name=${rest}`;
    expect(lines).toEqual([
      of('default', '"select"} 2'),
      of('default', '"insert"} 1'),
      of('reports', '"select"} 1'),
      of('default', '"select",error_type="error"} 1'),
    ]);
  });

  it('has buckets for what is fast', async () => {
    const under = new RegistryUnderTest();

    new QueryMetrics(under.registry).end(queryOf());

    const [first, second] = await under.lines('db_client_operation_duration_seconds_bucket');
    expect(first).toMatch(/le="0.001"\} 0$/);
    expect(second).toMatch(/le="0.005"\} 1$/);
  });

  it.each([
    ['leads to the trace of a query that is recorded', true],
    ['tells of no trace that nobody kept', false],
  ])('%s', async (_case, isSampled) => {
    const under = new RegistryUnderTest();
    const context = new RequestContext(new Observer([]));
    context.markSampled(isSampled);

    new QueryMetrics(under.registry).end(queryOf(MAIN, 'select', context));

    const page = await under.exposition('openmetrics');
    expect(page.includes(`# {trace_id="${context.traceId}"`)).toBe(isSampled);
  });
});

describe('RequestQueryMetrics', () => {
  it('records how many queries a request made, and the time in them', async () => {
    const under = new RegistryUnderTest();
    const metrics = new RequestQueryMetrics(under.registry);

    metrics.end(requestOf(3, 0.02));
    metrics.end(requestOf(7, 0.03));

    const labels = '{http_request_method="GET",http_route="/orders/:id"}';
    expect(await under.lines('http_server_request_db_queries_sum')).toEqual([
      `http_server_request_db_queries_sum${labels} 10`,
    ]);
    expect(await under.lines('http_server_request_db_queries_count')).toEqual([
      `http_server_request_db_queries_count${labels} 2`,
    ]);
    expect(await under.lines('http_server_request_db_duration_seconds_sum')).toEqual([
      `http_server_request_db_duration_seconds_sum${labels} 0.05`,
    ]);
  });

  it('leaves out a request that made none', async () => {
    const under = new RegistryUnderTest();

    new RequestQueryMetrics(under.registry).end(requestOf(0, 0));

    expect(await under.lines('http_server_request_db_queries_count')).toEqual([]);
  });

  it('gathers requests without a route under one name', async () => {
    const under = new RegistryUnderTest();

    new RequestQueryMetrics(under.registry).end(requestOf(1, 0.1, ''));

    const [line] = await under.lines('http_server_request_db_queries_count');
    expect(line).toContain('http_route="unknown"');
  });
});
