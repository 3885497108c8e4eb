import { Problems } from '../core';
import { ENDPOINTS_RULES } from './endpoints.options';
import { STRONG_TOKEN } from './token-strength';

/** What the rules say of the options. */
function said(options: object): string[] {
  const problems = new Problems();
  ENDPOINTS_RULES(options, 'endpoints', problems);
  return problems.found.map(({ path, message }) => `${path}: ${message}`);
}

const ACCESSES = '"open" or "token" or "guard" or "local" or "closed"';
const PORT = 'a port number from 0 to 65535';

describe('the options of the endpoints', () => {
  it.each([
    ['one access for all', { access: 'closed' }],
    ['an access for each', { access: { metrics: 'open', details: 'closed' } }],
    ['an access for one', { access: { metrics: 'open' } }],
    ['a guard', { guard: () => true }],
    ['a management port', { management: { port: 9464 } }],
    ['a management port at an address of this machine', { management: { port: 0, host: '::1' } }],
    [
      'a management port at another address, with a token',
      { management: { port: 0, host: '0.0.0.0' }, token: 'correct-horse-battery' },
    ],
    ['a token', { token: 'correct-horse-battery' }],
  ])('take %s', (_case, options) => {
    expect(said(options)).toEqual([]);
  });

  it.each<[string, object, string]>([
    [
      'an access',
      { access: 'public' },
      `access: is a text of 6 characters; it must be ${ACCESSES}.`,
    ],
    [
      'the access of one',
      { access: { metrics: 'public' } },
      `access.metrics: is a text of 6 characters; it must be ${ACCESSES}.`,
    ],
    [
      'an access that is not there',
      { access: { metric: 'open' } },
      'access.metric: is not an option. Did you mean "metrics"?',
    ],
    [
      'an access that is a list',
      { access: ['open'] },
      `access: is a list of 1; it must be ${ACCESSES}.`,
    ],
    ['a guard', { guard: 'admin' }, 'guard: is a text of 5 characters; it must be a function.'],
    [
      'a port',
      { management: { port: 70_000 } },
      `management.port: is the number 70000; it must be ${PORT}.`,
    ],
    [
      'a port that is a text',
      { management: { port: '9464' } },
      `management.port: is a text of 4 characters; it must be ${PORT}.`,
    ],
    [
      'half a port',
      { management: { port: 1.5 } },
      `management.port: is the number 1.5; it must be ${PORT}.`,
    ],
    ['no port', { management: {} }, 'management.port: is missing; it is required.'],
    ['a port alone', { management: 9464 }, 'management: is a number; it must be an object.'],
    [
      'an address',
      { management: { port: 0, host: 'two words' } },
      'management.host: is a text of 9 characters; it must be an address to listen at.',
    ],
    [
      'a lock without its key',
      { access: 'guard' },
      'guard: is missing; endpoints.access is "guard", which needs it.',
    ],
    [
      'a lock without its token',
      { access: { metrics: 'open', details: 'token' } },
      'token: is missing; endpoints.access is "token", which needs it.',
    ],
    [
      'a token',
      { token: 'short' },
      `token: is easy to guess: it has fewer than 16 characters. It must be ${STRONG_TOKEN}.`,
    ],
    [
      'a token that is none',
      { token: 7 },
      `token: is a value that is not shown; it must be ${STRONG_TOKEN}.`,
    ],
    [
      'a management port that others reach, without a token',
      { management: { port: 0, host: '0.0.0.0' }, guard: () => true },
      'management.host: is "0.0.0.0" that other machines can reach, but there is no token. Set endpoints.token, ' +
        'OBSERVABILITY_TOKEN or OBSERVABILITY_TOKEN_FILE, or omit the host, so that only this ' +
        'machine can reach the port.',
    ],
    [
      'a management port at a name that may be anything',
      { management: { port: 0, host: 'shop.internal' } },
      'management.host: is an address that other machines can reach, but there is no token. Set endpoints.token, ' +
        'OBSERVABILITY_TOKEN or OBSERVABILITY_TOKEN_FILE, or omit the host, so that only this ' +
        'machine can reach the port.',
    ],
  ])('refuse %s', (_case, options, message) => {
    expect(said(options)).toEqual([`endpoints.${message}`]);
  });
});
