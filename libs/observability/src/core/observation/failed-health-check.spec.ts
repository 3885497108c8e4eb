import { failedHealthCheckOf } from './failed-health-check';

const DOWN = { status: 'error', info: {}, error: { db: { status: 'down' } }, details: {} };

function exceptionWith(response: unknown, status = 503): Error {
  return Object.assign(new Error('Service Unavailable'), {
    getStatus: () => status,
    getResponse: () => response,
  });
}

describe('a failed health check of Terminus', () => {
  it('is known by what it answers', () => {
    expect(failedHealthCheckOf(exceptionWith(DOWN))).toEqual({ status: 'error', failing: ['db'] });
  });

  it('may be an app that shuts down', () => {
    const response = { ...DOWN, status: 'shutting_down', error: {} };

    expect(failedHealthCheckOf(exceptionWith(response))).toMatchObject({ failing: [] });
  });

  it.each([
    ['another status', exceptionWith(DOWN, 500)],
    ['a 503 of another kind', exceptionWith({ status: 'error', message: 'no stock' })],
    ['a text', exceptionWith('error')],
    ['an error without an answer', new Error('Service Unavailable')],
    ['what is thrown and no error', DOWN],
    [
      'one that throws when it is read',
      Object.assign(exceptionWith(DOWN), {
        getResponse: () => {
          throw new Error('no');
        },
      }),
    ],
  ])('is not %s', (_what, error) => {
    expect(failedHealthCheckOf(error)).toBeUndefined();
  });
});
