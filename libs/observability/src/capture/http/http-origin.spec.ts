import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { Observer, RequestContext, RequestObservation } from '../../core';
import type { User } from '../../core';
import { HttpOrigin } from './http-origin';
import { RequestIdOf } from './request-ids';

type Resolvers = ConstructorParameters<typeof HttpOrigin>[2];

function originOf(resolvers: Resolvers, framework: object = {}): HttpOrigin {
  const options = { requestIdHeader: 'x-request-id', requestId: undefined };
  const callers = { requestIdOf: () => undefined };
  const id = new RequestIdOf({ callers, options, isCounter: () => false }, undefined);
  const origin = new HttpOrigin(id, {}, resolvers);
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  const context = new RequestContext(new Observer([]), origin);
  origin.observation = new RequestObservation(0, context, request, response, framework);
  return origin;
}

const userOf = (request: unknown): User | undefined => (request as { user?: User }).user;

function fail(): never {
  throw new Error('no session');
}

describe('the origin of a request', () => {
  it('reads the user each time, because guards set it late', () => {
    const framework: { user?: User } = {};
    const origin = originOf({ user: userOf, tenant: undefined }, framework);

    const before = origin.user();
    framework.user = { id: 'ada' };

    expect([before, origin.user()]).toEqual([undefined, { id: 'ada' }]);
  });

  it('knows user and tenant still when the request has let go of what it held', () => {
    const resolvers = { user: userOf, tenant: () => ({ id: 'acme' }) };
    const late = originOf(resolvers, { user: { id: 'ada' } });
    const { observation } = late;

    late.settle();
    observation?.letGo();

    expect([late.user(), late.tenant()]).toEqual([{ id: 'ada' }, { id: 'acme' }]);
    expect(late.observation).toBeUndefined();
  });

  it('is without a user when the function of the app throws, before and after the end', () => {
    const origin = originOf({ user: fail, tenant: fail });

    const before = [origin.user(), origin.tenant()];
    origin.settle();

    expect([...before, origin.user(), origin.tenant()]).toEqual(Array(4).fill(undefined));
  });
});
