import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { Observer } from '../../core';
import type { Callers } from '../../core';
import { HTTP_CAPTURE_DEFAULTS } from './http-capture.options';
import { observationOf } from './observed-response';
import { RequestCapture } from './request-capture';

const capture = new RequestCapture({
  observer: new Observer([]),
  options: HTTP_CAPTURE_DEFAULTS,
  callers: { requestIdOf: () => undefined } as unknown as Callers,
  isCounter: () => false,
  routes: { nameOf: () => '/tea' },
  front: () => undefined,
  warnUnobservable: () => undefined,
});

describe('what a framework makes of a request', () => {
  it('is not held when the client left before the framework came to it', () => {
    const request = new IncomingMessage(new Socket());
    const response = new ServerResponse(request);
    const handled: string[] = [];
    capture.observe(request, response, () => undefined);
    const observation = observationOf(response)!;
    response.emit('close');
    const framework = { raw: request };
    const reply = { raw: response, getHeader: () => undefined };

    capture.observeOnce(framework, reply, () => handled.push('handled'));

    expect(handled).toEqual(['handled']);
    expect(observation.framework === framework).toBe(false);
    expect(Object.values(observation.id!)).not.toContain(reply);
  });
});
