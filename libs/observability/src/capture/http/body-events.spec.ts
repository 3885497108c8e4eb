import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { currentContext, Observer, RequestContext } from '../../core';
import { keepContextInBodyEvents } from './body-events';

function received(): { request: IncomingMessage; context: RequestContext } {
  const request = new IncomingMessage(new Socket());
  const context = new RequestContext(new Observer([]));
  keepContextInBodyEvents(request, context);
  return { request, context };
}

describe('the events of a body', () => {
  it('come inside the context of their request', () => {
    const { request, context } = received();
    const seen: unknown[] = [];
    request.on('data', () => seen.push(currentContext()));

    request.emit('data', 'a');

    expect(seen).toEqual([context]);
    expect(currentContext()).toBeUndefined();
  });

  it('are kept apart when two requests wait at the same time', () => {
    const [one, other] = [received(), received()];
    const seen: unknown[] = [];
    for (const { request } of [one, other]) request.on('end', () => seen.push(currentContext()));

    other.request.emit('end');
    one.request.emit('end');

    expect(seen).toEqual([other.context, one.context]);
  });

  it('come by a method that was put on the request before, and inside the context there, too', () => {
    const request = new IncomingMessage(new Socket());
    const context = new RequestContext(new Observer([]));
    const { emit } = request;
    const seen: unknown[] = [];
    request.emit = function patched(this: IncomingMessage, ...args: [string]) {
      seen.push([this, args[0], currentContext()]);
      return emit.apply(this, args);
    };
    keepContextInBodyEvents(request, context);
    const front = Object.create(request) as IncomingMessage;

    request.emit('end');
    front.emit('close');

    expect(seen).toEqual([
      [request, 'end', context],
      [front, 'close', context],
    ]);
  });

  it('say whether there was a listener, and hand over what they carry', () => {
    const { request } = received();
    const data: unknown[] = [];
    request.on('data', (...pieces: unknown[]) => data.push(...pieces));

    expect([request.emit('data', 'a', 1), request.emit('unknown')]).toEqual([true, false]);
    expect(data).toEqual(['a', 1]);
  });
});
