import { BOTH } from '../case';
import type { Case } from '../case';
import type { Printed } from '../printed';

interface Span {
  readonly kind: string;
  readonly id: string;
  readonly parent: string;
  readonly trace: string;
  readonly scope: string;
}

const TRACE = '111111';
const CALLER = '2222';
const SPAN =
  /^(?<kind>\w+) .* trace=(?<trace>\w+) id=(?<id>\w+) parent=(?<parent>\w+) scope=(?<scope>\S+)/;

/** What belongs to a request: its events, lines and spans, and no other's. */
export const ownerCases: readonly Case[] = [
  {
    scenario: 's35-otel-beside.ts',
    right: "beside the app's own HTTP instrumentation a request has one server span at the top",
    platforms: BOTH,
    ways: [{ WITH: 'http' }, { WITH: 'http,express,nest' }],
    check: otelBeside,
  },
  {
    scenario: 's36-context-lost.ts',
    right: 'an event belongs to the request that failed, whatever context is active',
    platforms: BOTH,
    ways: [{ HOW: 'none' }, { HOW: 'other' }],
    check: contextLost,
  },
  {
    scenario: 's43-own-capture-context.ts',
    right: 'what the app captures itself has the request, the route and the ids',
    platforms: BOTH,
    ways: [{}, { NOFILTER: '1' }],
    check: ownCaptures,
  },
];

function otelBeside(printed: Printed): void {
  const spans = spansOf(printed, 'spans');
  const top = topServerSpans(spans);
  const ofErrors = topServerSpans(spansOf(printed, 'spans of errors'));
  const lines = printed.texts('lines').map((line) => line.split(' ').at(-2));

  expect(top).toEqual([expect.objectContaining({ parent: CALLER, trace: TRACE })]);
  expect(new Set(spans.map(({ trace }) => trace))).toEqual(new Set([TRACE]));
  expect(spans.filter(({ parent }) => parent === CALLER)).toHaveLength(1);
  expect(ofErrors).toHaveLength(2);
  expect(new Set(ofErrors.map(({ trace }) => trace)).size).toBe(2);
  expect(lines).toEqual([TRACE, TRACE]);
}

function contextLost(printed: Printed): void {
  const errors = printed.table('errors');
  const lines = printed.table('lines');
  const owners = lines.flatMap(([, logger, message, id, route, , outcome]) =>
    logger === 'http' ? [[message?.split(' ')[0], id, route, outcome].join(' ')] : [],
  );
  const inside = lines.filter(([, , message]) => message === 'inside').map(([, , , id]) => id);

  expect(errors).toEqual([['boom 3', '2', 'request', 'GET /boom/:id', '500', 'fourth']]);
  expect(owners).toEqual([
    'request first /ok/:id ok',
    'request second /ok/:id ok',
    'unhandled third /boom/:id ',
    'request third /boom/:id error',
    'unhandled fourth /boom/:id ',
    'request fourth /boom/:id error',
  ]);
  // No id is right where the owner is not known; another request's never is.
  expect(inside).toEqual([
    expect.stringMatching(/^(first)?$/),
    expect.stringMatching(/^(second)?$/),
  ]);
}

function ownCaptures(printed: Printed): void {
  const routes = [
    { what: 'boom', route: '/o/:id/boom', url: '/o/7/boom' },
    { what: 'captured', route: '/o/:id/cap', url: '/o/7/cap' },
    { what: 'message', route: '/o/:id/cap', url: '/o/7/cap' },
    { what: 'library', route: '/own/boom', url: '/own/boom' },
  ];

  expect(printed.value('events')).toEqual(
    routes.map(({ what, route, url }) => ({
      what,
      transaction: `GET ${route}`,
      request_id: 'rid-1',
      tags: expect.arrayContaining(['http.route', 'request_id']),
      trace: TRACE,
      url: expect.stringMatching(new RegExp(`${url}$`)),
      method: 'GET',
    })),
  );
}

function spansOf(printed: Printed, name: string): Span[] {
  return printed.texts(name).map((text) => {
    const {
      kind = '',
      trace = '',
      id = '',
      parent = '',
      scope = '',
    } = SPAN.exec(text)?.groups ?? {};
    return { kind, trace, id, parent, scope };
  });
}

/** The server spans that are not inside another server span. */
function topServerSpans(spans: readonly Span[]): Span[] {
  const servers = spans.filter(({ kind }) => kind === 'SERVER');
  const ids = new Set(servers.map(({ id }) => id));
  return servers.filter(({ parent }) => !ids.has(parent));
}
