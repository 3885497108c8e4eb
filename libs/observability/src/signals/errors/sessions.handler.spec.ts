import type { RequestObservation } from '../../core';
import { SessionsHandler } from './sessions.handler';
import { handlerContract } from '../../testing';

/** The handler reads nothing else of a request. */
function request(isUnexpected: boolean): RequestObservation {
  return { isUnexpected } as RequestObservation;
}

describe('release health', () => {
  handlerContract(() => new SessionsHandler({ count: () => undefined }));

  it('counts each request, and whether anybody handled its error', () => {
    const counted: boolean[] = [];
    const { requests } = new SessionsHandler({ count: (hasFailed) => counted.push(hasFailed) });

    requests.end?.(request(false));
    requests.end?.(request(true));

    expect(counted).toEqual([false, true]);
  });
});
