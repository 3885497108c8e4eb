import { isLocalRequest } from './local-request';

const socket = { remoteAddress: '127.0.0.1' };

describe('a request of HTTP/2', () => {
  it.each([
    ['http://localhost:3000', true],
    ['https://localhost:3000', true],
    ['http://localhost:4000', false],
    ['http://evil.com', false],
  ])('of a page of %s is of this machine: %s', (origin, isLocal) => {
    const headers = { ':authority': 'localhost:3000', origin };

    expect(isLocalRequest({ headers, httpVersion: '2.0', socket })).toBe(isLocal);
  });
});
