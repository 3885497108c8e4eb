import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { Observer, RequestContext, RequestObservation } from '../../core';
import { fastifyCounter, RequestIdOf } from './request-ids';

const SECRET = 'secret';
const callers = {
  requestIdOf: (id: unknown) => (typeof id === 'string' && id !== SECRET ? id : undefined),
};

function made(
  framework: object = {},
  requestId?: (request: unknown) => string | undefined,
  isCounter = (): boolean => false,
): { id: RequestIdOf; observation: RequestObservation; response: ServerResponse } {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  const context = new RequestContext(new Observer([]));
  const observation = new RequestObservation(0, context, request, response, framework);
  const options = { requestIdHeader: 'x-request-id', requestId };
  const id = new RequestIdOf({ callers, options, isCounter }, 'given');
  return { id, observation, response };
}

describe('the id of a request', () => {
  it("is the client's as long as the app makes none", () => {
    const { id, observation } = made({ id: 7 });

    expect(id.read(observation)).toBe('given');
  });

  it("is what the app has put on the request, and before that what stands in the response's header", () => {
    const framework: { id?: string } = {};
    const { id, observation, response } = made(framework);

    framework.id = 'of the request';
    const first = id.read(observation);
    response.setHeader('X-Request-Id', 'of the header');

    expect([first, id.read(observation)]).toEqual(['of the request', 'of the header']);
  });

  it('is not what holds a secret, or is a counter of the framework', () => {
    const { id, observation } = made({ id: SECRET });
    const counted = made({ id: 'req-1' }, undefined, () => true);

    expect([id.read(observation), counted.id.read(counted.observation)]).toEqual([
      'given',
      'given',
    ]);
  });

  it('is the first that the function of the app returns, which may throw', () => {
    const ids = [undefined, 'first', 'second'];
    const { id, observation } = made({ id: 'other' }, () => ids.shift());
    const failing = made({}, () => {
      throw new Error('no id');
    });

    const read = [id, id, id].map((each) => each.read(observation));

    expect(read).toEqual(['other', 'first', 'first']);
    expect(failing.id.read(failing.observation)).toBe('given');
  });

  it('stays once the client has it', () => {
    const framework: { id?: string } = {};
    const { id, observation } = made(framework);

    id.settleIn(observation, 'written');
    framework.id = 'later';

    expect([id.read(observation), id.read(undefined)]).toEqual(['written', 'written']);
  });
});

describe("a framework's reply", () => {
  it.each<[string, (id: RequestIdOf, observation: RequestObservation) => void]>([
    ['the client has it', (id, observation) => id.settleIn(observation, 'written')],
    ['the client has the id from before', (id, observation) => id.settleIn(observation)],
    ['the request is over', (id, observation) => id.settle(observation)],
  ])('is not held once %s, also when it comes later', (_when, settle) => {
    const { id, observation } = made();
    const replies = [{ getHeader: () => 'early' }, { getHeader: () => 'late' }];

    id.learnReply(replies[0]!);
    const first = id.read(observation);
    settle(id, observation);
    id.learnReply(replies[1]!);

    expect(first).toBe('early');
    expect(replies.filter((each) => Object.values(id).includes(each))).toEqual([]);
  });
});

const named = (name: string): { name: string } => ({ name });

describe('an id of Fastify', () => {
  it.each([
    ['its own function', { genReqId: named('defaultGenReqId') }, 'req-1', true],
    ['a function of the app', { genReqId: named('uuid') }, 'req-1', false],
    ['a header', { genReqId: named(''), initialConfig: { requestIdHeader: 'a' } }, 'b-1', false],
    [
      'its own function, without the header',
      { genReqId: named(''), initialConfig: { requestIdHeader: 'a' } },
      'req-z1',
      true,
    ],
  ])('that comes from %s is a counter or not', (_source, instance, id, isCounter) => {
    expect(fastifyCounter(instance)(id)).toBe(isCounter);
  });
});
