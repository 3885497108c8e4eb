import { BOTH, ONCE } from '../case';
import type { Case } from '../case';
import type { Printed } from '../printed';

type Counts = Readonly<Record<string, number>>;

interface Entry {
  readonly message: string;
  readonly count: number;
  readonly route: string;
}

const UNHANDLED = 'unhandled error: ';
const WHOLE_ANSWER_BYTES = 60_000_000;

/** Requests that fail, are refused or are cut: whose failure it is, and that it is known once. */
export const failureCases: readonly Case[] = [
  {
    scenario: 's04-streams.ts',
    right: "a stream that breaks is the server's failure: outcome error, one event, one line",
    platforms: BOTH,
    ways: ONCE,
    check: streams,
  },
  {
    scenario: 's05-sse.ts',
    right: 'server-sent events that fail are one event; a client that leaves is aborted',
    platforms: BOTH,
    ways: ONCE,
    check: serverSentEvents,
  },
  {
    scenario: 's24-filters.ts',
    right: 'a 500 is one event and one error line, whatever form the filter has',
    platforms: BOTH,
    ways: [{}, { WAY: 'arrow' }, { WAY: 'factory' }, { WAY: 'use' }],
    check: (printed) => {
      const answers = 'none arrow arrowinstance proto frozen bound hides as404 type res500 g';
      for (const name of answers.split(' ')) expectOneEventOf5xx(printed.row(`${name} `));
      expect(printed.rows.filter((row) => row.includes(' 500 events +1 '))).toHaveLength(9);
    },
  },
  {
    scenario: 's37-http-errors.ts',
    right: 'errors that are answered with 4xx are no events',
    platforms: BOTH,
    ways: ONCE,
    check: ({ rows }) => {
      expect(rows).toHaveLength(12);
      for (const row of rows) expect(row).toMatch(/ (201|4\d\d) events \+0 +\[\]$/);
    },
  },
  {
    scenario: 's39-cut-download.ts',
    right: 'a client that leaves in the middle of an answer is aborted, and did not get all of it',
    platforms: BOTH,
    ways: [{}, { RST: '1' }],
    check: cutDownload,
  },
  {
    scenario: 's42-fastify-plugin-errors.ts',
    right: "each error in Fastify's own plugins is one event",
    platforms: ['fastify'],
    ways: ONCE,
    check: (printed) => {
      const paths = '/awaited /plain /ownhandler /hook /onsend /schema /root'.split(' ');
      for (const path of paths) expectOneEventOf5xx(printed.row(`${path} `));
      expect(printed.value('counts')).toEqual(
        Object.fromEntries(paths.map((path) => [`GET ${path} 500 server_error`, 1])),
      );
    },
  },
];

function streams(printed: Printed): void {
  const lines = printed.table('lines').filter(([, logger]) => logger === 'http');
  const outcomes = lines.flatMap(([, , message, route, , outcome]) =>
    message === 'request completed' ? [`${route} ${outcome}`] : [],
  );

  expect(outcomes).toEqual([
    '/gone error',
    '/breaks error',
    '/raw error',
    '/fine ok',
    '/breaks aborted',
  ]);
  expect(failuresOf(lines)).toEqual(['/gone', '/breaks', '/raw']);
  expect(eventsOf(printed)).toEqual({
    'disk fell off': 2,
    "ENOENT: no such file or directory, open '/no/such/file'": 1,
  });
  expect(printed.value('counts')).toMatchObject({
    'GET /breaks 200 server_error': 1,
    'GET /raw 200 server_error': 1,
    'GET /fine 200': 1,
  });
}

function serverSentEvents(printed: Printed): void {
  expect(printed.value('counts')).toEqual({
    'GET /sse/now 500 server_error': 1,
    'GET /sse/later 200 server_error': 1,
    'GET /sse/sync 500 server_error': 1,
    'GET /sse/async 403 client_error': 1,
    'GET /sse/fine 200': 1,
    'GET /sse/long 200 aborted': 1,
  });
  expect(eventsOf(printed)).toEqual({ 'fails at once': 1, 'fails later': 1, 'fails before': 1 });
  expect(failuresOf(printed.table('lines'))).toEqual(['/sse/now', '/sse/later', '/sse/sync']);
}

function cutDownload(printed: Printed): void {
  const routes = ['/text', '/json', '/buffer', '/stream'];
  const sizes = printed.table('lines').map(([, , , size]) => Number(size));

  expect(printed.value('counts')).toEqual(
    Object.fromEntries(routes.map((route) => [`GET ${route} 200 aborted`, 1])),
  );
  expect(printed.table('lines').map(([route, , outcome]) => [route, outcome])).toEqual(
    routes.map((route) => [route, 'aborted']),
  );
  expect(Math.max(...sizes)).toBeLessThan(WHOLE_ANSWER_BYTES);
  for (const series of printed.texts('sizes')) {
    expect(Number(series.split(' ').at(-1))).toBeLessThan(WHOLE_ANSWER_BYTES);
  }
}

/** A row of a request: its status, how many events it made, and its lines as JSON. */
function expectOneEventOf5xx(row: string): void {
  const [, status, events] = /(\d{3}) events \+(\S+)/.exec(row) ?? [];
  const lines: string[] = JSON.parse(row.slice(row.indexOf('[')));
  const isFailure = Number(status) >= 500;

  expect({ row, events }).toEqual({ row, events: isFailure ? '1' : '0' });
  expect(lines.filter((line) => line.includes(UNHANDLED))).toHaveLength(isFailure ? 1 : 0);
  expect(lines).toContainEqual(
    expect.stringMatching(isFailure ? /completed\|error$/ : /completed\|ok$/),
  );
}

function failuresOf(lines: readonly string[][]): (string | undefined)[] {
  return lines
    .filter(([level, , message]) => level === 'error' && message?.startsWith(UNHANDLED))
    .map(([, , , route]) => route);
}

function eventsOf(printed: Printed): Counts {
  // The scenarios print the inbox in this form.
  const entries = printed.value('errors') as Entry[];
  return Object.fromEntries(entries.map(({ message, count }) => [message, count]));
}
