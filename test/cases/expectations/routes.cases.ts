import { BOTH, ONCE } from '../case';
import type { Case, Platform } from '../case';
import type { Printed } from '../printed';

interface OwnIds {
  readonly answer: string;
  readonly body: { readonly ctx: string; readonly reqId: string; readonly cls: string };
  readonly lines: string[];
}

/** Requests, whichever way they come to the app: their routes and their ids. */
export const routeCases: readonly Case[] = [
  {
    scenario: 's02-serverless.ts',
    right: 'an app without a server is observed as one behind a server',
    platforms: ['express'],
    ways: [{}, { BUF: '1' }],
    check: serverless,
  },
  {
    scenario: 's07-pattern-routes.ts',
    right: "the label is the template; the app's own route wins, with a warning",
    platforms: BOTH,
    ways: ONCE,
    check: patternRoutes,
  },
  {
    scenario: 's20-own-request-ids.ts',
    right: 'the id that the client sees is the id everywhere',
    platforms: BOTH,
    ways: ONCE,
    check: ownIds,
  },
  {
    scenario: 's22-sub-apps.ts',
    right: 'routes of a mounted app keep their mount, failed ones too',
    platforms: BOTH,
    ways: ONCE,
    check: subApps,
  },
];

function serverless(printed: Printed): void {
  const ok = printed.value('/cats/ok');
  const boom = printed.value('/cats/boom');
  const access = printed.texts('access');

  expect(ok).toEqual({ status: 200, id: 'mine-1', body: '{"id":"mine-1"}' });
  expect(boom).toMatchObject({ status: 500, id: 'mine-1' });
  expect(printed.value('/health')).toMatchObject({ status: 200 });
  expect(printed.value('inbox')).toEqual(['boom']);
  expect(access).toContainEqual(expect.stringContaining('request completed GET /cats/ok 200 ok'));
  expect(access).toContainEqual(
    expect.stringContaining('request completed GET /cats/boom 500 error'),
  );
  expect(access.filter((line) => line.includes('unhandled error: boom'))).toHaveLength(1);
  expect(printed.value('lines')).toContainEqual({ m: 'inside', id: 'mine-1', logger: 'app' });
}

function patternRoutes(printed: Printed, platform: Platform): void {
  const [files, errors, info] =
    platform === 'express'
      ? ['/files/*path', '/errors{/:id}', '/info{/:id}']
      : ['/files/*', '/errors/:id?', '/info/:id?'];
  const warnings = printed.texts('warnings');

  expect(printed.value('counts')).toMatchObject({
    [`GET ${files} 200`]: 1,
    [`GET ${files} 404 client_error`]: 1,
    [`GET ${files} 500 server_error`]: 1,
    [`GET ${errors} 200`]: 2,
    [`GET ${info} 200`]: 2,
    'GET /v1/shop/:id 200': 1,
    'GET /v2/shop/:id 200': 1,
    'GET /who 200': 3,
    'HEAD /a 200': 1,
    'DELETE /any 200': 1,
  });
  expect(printed.value('GET /errors')).toBe('200 my errors page all');
  expect(printed.value('GET /info')).toBe('200 my info page all');
  for (const path of ['/errors', '/info']) {
    expect(warnings.filter((text) => text.includes(path))).toHaveLength(1);
  }
}

/** An id with blanks or marks is the client's text, not an id: the app may echo it, lines have one of their own. */
const NO_ID = '{"x-request-id":"has spaces and <b>"}';

function ownIds(printed: Printed, platform: Platform): void {
  const headers = ['{}', '{"x-request-id":"from-lb"}', '{"X-Correlation-Id":"corr-1"}'];
  const { body: unfit, lines: ofUnfit } = printed.value(NO_ID) as OwnIds;
  expect(new Set([unfit.ctx, ...ofUnfit]).size).toBe(1);
  expect(unfit.ctx).toMatch(/^[\w-]+$/);
  for (const sent of headers) {
    // The scenario prints this form for each request.
    const { answer, body, lines } = printed.value(sent) as OwnIds;

    expect({ sent, context: body.ctx, cls: body.cls, lines }).toEqual({
      sent,
      context: answer,
      cls: answer,
      lines: [answer, answer],
    });
    // Fastify's own request keeps Fastify's number: the middleware sets the id of the raw one.
    if (platform === 'express') expect(body.reqId).toBe(answer);
  }
}

function subApps(printed: Printed, platform: Platform): void {
  const counts = printed.value('counts');

  expect(counts).toMatchObject({
    'GET /api/cats/:id 200': 1,
    'GET /api/animals/dogs/:id 200': 1,
    'GET /cats/own-health/x 200': 1,
    'GET /docs 200': 1,
  });
  if (platform === 'fastify') {
    expect(printed.value('errors')).toEqual([]);
    return;
  }
  expect(counts).toMatchObject({
    'GET /queues/api/jobs/:id 200': 2,
    'GET /queues/api/boom 500 server_error': 1,
  });
  expect(printed.value('errors')).toEqual([
    expect.objectContaining({ message: 'board boom', count: 1, route: '/queues/api/boom' }),
  ]);
}
