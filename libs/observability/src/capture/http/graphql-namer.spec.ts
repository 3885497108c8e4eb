import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { Observer, RequestContext } from '../../core';
import { HttpObservation } from './observed-response';
import { GraphqlNamer } from './graphql-namer';

const SECOND = { query: 'query A { a } mutation B { b }', operationName: 'B' };

/** What is noted of a request with this body to this address. */
function operationOf(body: unknown, url = '/graphql', route = '/graphql'): unknown {
  const request = Object.assign(new IncomingMessage(new Socket()), { url });
  const context = new RequestContext(new Observer([]));
  const response = new ServerResponse(request);
  const observation = new HttpObservation(0, context, request, response, { body });
  const namer = new GraphqlNamer({ nameOf: () => route }, ['/graphql']);

  expect(namer.nameOf(observation)).toBe(route);
  return observation.graphql;
}

describe('the operation of a GraphQL request', () => {
  it.each<[string, unknown, string | undefined, object | undefined]>([
    ['its document', { query: 'query A { a }' }, undefined, { type: 'query', name: 'A' }],
    ['its name', SECOND, undefined, { type: 'mutation', name: 'B' }],
    ['its name alone', { operationName: 'A' }, undefined, { type: undefined, name: 'A' }],
    [
      'its parameters',
      undefined,
      '?query=query%20A+%7Ba%7D&variables=1',
      { type: 'query', name: 'A' },
    ],
    ['a document that is none', { query: 7 }, undefined, undefined],
    ['several at once', [SECOND, SECOND], undefined, undefined],
    ['a name that is none', { operationName: 'a"b\n' }, undefined, undefined],
    ['a name that is too long', { operationName: 'a'.repeat(101) }, undefined, undefined],
    [
      'a document with a name that is too long',
      { query: `query ${'a'.repeat(101)} { a }` },
      undefined,
      { type: 'query', name: undefined },
    ],
    ['nothing', undefined, undefined, undefined],
  ])('is read from %s', (_what, body, query = '', expected) => {
    expect(operationOf(body, `/graphql${query}`)).toEqual(expected);
  });

  it('is not looked for at other routes', () => {
    expect(operationOf(SECOND, '/orders', '/orders')).toBeUndefined();
  });
});
