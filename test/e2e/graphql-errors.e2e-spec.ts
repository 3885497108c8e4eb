import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { eventually } from '../support/eventually';
import { listen, platforms } from '../support/platforms';
import { SentryReceiver } from '../support/sentry-receiver';
import { ShelfModule } from '../support/shelf-app';
import { ReportedSignals } from '../support/reported-signals';

interface Answer {
  readonly status: number;
  readonly errors: readonly string[];
}

// Sentry's client belongs to the process, so that all apps have one back end.
let sentry: SentryReceiver;

beforeAll(async () => {
  sentry = await SentryReceiver.start();
});

afterAll(() => sentry.stop());

describe.each(platforms)('GraphQL on $platform', ({ platform, adapter }) => {
  let signals: ReportedSignals;
  let app: INestApplication;
  let base: string;

  beforeAll(async () => {
    signals = new ReportedSignals(sentry);
    const options = { logger: ['error' as const], abortOnError: false };
    app = await NestFactory.create(ShelfModule.with(platform, signals.options), adapter(), options);
    base = await listen(app);
  });

  beforeEach(() => signals.clear());

  afterAll(() => app.close());

  async function ask(query: string): Promise<Answer> {
    const response = await fetch(`${base}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const { errors = [] } = (await response.json()) as { errors?: { message: string }[] };
    return { status: response.status, errors: errors.map(({ message }) => message) };
  }

  it('counts an operation under its path, names it, and says nothing of what it asks', async () => {
    const { status } = await ask('query Titles { books { title } }');

    expect(status).toBe(200);
    await eventually(() => expect(signals.logs.access).toHaveLength(1));
    expect(signals.logs.access).toMatchObject([
      {
        http: { method: 'POST', route: '/graphql', status: 200, outcome: 'ok' },
        graphql: { type: 'query', name: 'Titles' },
      },
    ]);
    expect(JSON.stringify(signals.logs.lines)).not.toContain('books');
    const counts = await signals.metric(app, 'http_server_request_duration_seconds_count');
    expect(counts.map(({ labels }) => labels['http_route'])).toEqual(['/graphql']);
  });

  it('says nothing either of what is asked by the address', async () => {
    const parameters = new URLSearchParams({
      query: 'query Odd { broken }',
      variables: '{"shelf":"s3cret"}',
    });
    const headers = { 'apollo-require-preflight': 'true' };
    await fetch(`${base}/graphql?${parameters.toString()}`, { headers });

    await eventually(() => expect(signals.events).toEqual([['broken resolver', 'GET /graphql']]));
    expect(sentry.events).toMatchObject([
      {
        request: { query_string: 'query=[Redacted]&variables=[Redacted]' },
        tags: { 'graphql.operation.name': 'Odd', 'graphql.operation.type': 'query' },
      },
    ]);
    expect(signals.logs.access).toMatchObject([
      {
        http: { path: '/graphql?query=[Redacted]&variables=[Redacted]' },
        graphql: { type: 'query', name: 'Odd' },
      },
    ]);
    expect(signals.errors).toMatchObject([{ graphql: { type: 'query', name: 'Odd' } }]);
    expect(JSON.stringify([signals.logs.lines, sentry.events])).not.toMatch(/s3cret|shelf%22|Odd%/);
  });

  it.each([
    ['a query', '{ broken }', 'broken resolver', 'broken resolver'],
    [
      'a mutation',
      'mutation { change(secret: "s3cret") }',
      'broken mutation of 6',
      'broken mutation of 6',
    ],
    ['a field', '{ books { title review } }', 'broken field', 'broken field'],
    ['a dependency that cut the connection', '{ lost }', 'read ECONNRESET', 'read ECONNRESET'],
    ["a filter of the app's own", '{ filtered }', 'own way', 'own: own way'],
  ])('reports an error of %s once', async (_what, query, message, answered) => {
    const { errors } = await ask(query);

    expect(errors).toEqual([answered]);
    await eventually(() => expect(signals.events).toEqual([[message, 'POST /graphql']]));
    expect(signals.errors).toMatchObject([{ message: `unhandled error: ${message}` }]);
    expect(JSON.stringify(signals.logs.lines)).not.toContain('s3cret');
  });

  it('reports each of several errors of one request', async () => {
    const { errors } = await ask('{ books { title review } lost other: books { review } }');

    expect(errors).toHaveLength(3);
    await eventually(() => expect(signals.events).toHaveLength(3));
    const messages = signals.events.map(([message = '']) => message).toSorted();
    expect(messages).toEqual(['broken field', 'broken field', 'read ECONNRESET']);
  });

  it.each([
    ['an HttpException below 500', '{ missing }', 'no such book'],
    ['a GraphQLError whose code tells of the client', '{ coded }', 'bad shelf'],
    ['a refusal of a guard', '{ refused }', 'Forbidden'],
    ['a query that is none', '{ nothing }', 'Cannot query field "nothing" on type "Query".'],
  ])('does not report %s', async (_what, query, answered) => {
    const { errors } = await ask(query);
    await ask('{ broken }');

    expect(errors).toEqual([answered]);
    await eventually(() => expect(signals.events).toEqual([['broken resolver', 'POST /graphql']]));
  });

  it('finds @Monitored on resolvers', async () => {
    await ask('{ broken }');

    const calls = await signals.metric(app, 'operation_calls_total');
    expect(calls.map(({ labels }) => labels['operation'])).toContain('ShelfResolver.broken');
  });
});
