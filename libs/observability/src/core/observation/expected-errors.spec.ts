import { isClientError, isExpected } from './expected-errors';

/** Nest's exceptions and GraphQL's, as far as the library looks at them. */
function errorWith(fields: object): Error {
  return Object.assign(new Error('boom'), fields);
}

const refuse = (): never => {
  throw new Error('must not be read');
};

describe('an error', () => {
  it.each([
    ['an HttpException of 404', errorWith({ getStatus: () => 404 })],
    ['an RpcException or a WsException', errorWith({ getError: () => 'no such thing' })],
    ['one with a status of the client', errorWith({ getError: () => ({ statusCode: 422 }) })],
    ['a GraphQLError with a code', errorWith({ extensions: { code: 'BAD_USER_INPUT' } })],
    ['one of http-errors', errorWith({ status: 404, statusCode: 404, expose: true })],
  ])('is an answer to the client: %s', (_what, error) => {
    expect(isClientError(error)).toBe(true);
  });

  it.each([
    ['an HttpException of 503', errorWith({ getStatus: () => 503 })],
    ['an RpcException that says 500', errorWith({ getError: () => ({ status: 500 }) })],
    ['a GraphQLError of the server', errorWith({ extensions: { code: 'INTERNAL_SERVER_ERROR' } })],
    ['a GraphQLError without a code', errorWith({ extensions: {} })],
    ['one of http-errors of the server', errorWith({ statusCode: 503, expose: false })],
    ['one that an HTTP client made of its answer', errorWith({ status: 404, statusCode: 404 })],
    ['an error of a dependency', errorWith({ code: 'ECONNRESET' })],
    ['a text', 'boom'],
    ['nothing', undefined],
  ])('is unexpected: %s', (_what, error) => {
    expect(isClientError(error)).toBe(false);
  });

  it.each(['getStatus', 'getError', 'extensions', 'expose', 'code', 'name'])(
    'that throws when %s is read is unexpected, and the check does not throw',
    (field) => {
      const error = Object.defineProperty(new Error('boom'), field, { get: refuse });
      const method = errorWith({ [field]: refuse });

      expect([error, method].map((one) => [isClientError(one), isExpected(one)])).toEqual([
        [false, false],
        [false, false],
      ]);
    },
  );
});
