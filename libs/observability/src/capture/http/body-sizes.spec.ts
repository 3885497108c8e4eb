import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { countBody, requestBodyBytes, responseBodyBytes } from './body-sizes';
import { keepMethodsOfResponse } from './previous-methods';

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

function exchangeWith(headers: IncomingMessage['headers'] = {}): Exchange {
  const request = Object.assign(new IncomingMessage(new Socket()), { headers });
  const response = new ServerResponse(request);
  countBody(request, response);
  return { request, response };
}

/** The size that is reported for a response after the work. */
function sizeAfter(work: (response: ServerResponse) => void): number | undefined {
  const { response } = exchangeWith();
  work(response);
  return responseBodyBytes('GET', response);
}

function gzip(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('content-encoding', 'gzip');
}

/**
 * The same of an app inside another one.
 * @param compress called below the capture, before the first byte
 */
function sizeInside(
  compress: (response: ServerResponse) => void,
  work: (response: ServerResponse) => void,
): number | undefined {
  const request = Object.assign(new IncomingMessage(new Socket()), { headers: {} });
  const response = new ServerResponse(request);
  for (const name of ['write', 'end'] as const) {
    const original = response[name].bind(response) as (...args: unknown[]) => never;
    response[name] = (...args: unknown[]) => {
      compress(response);
      return original(...args);
    };
  }
  keepMethodsOfResponse(response);
  countBody(request, response);
  work(response);
  return responseBodyBytes('GET', response);
}

const EURO = '€'.repeat(10);

describe('the size of a response', () => {
  it.each<[string, (response: ServerResponse) => void, number | undefined]>([
    ['a text at the end', (r) => r.end('hello'), 5],
    ['a text of wide characters', (r) => r.end(EURO), 30],
    ['a text in another encoding', (r) => r.end('ff00', 'hex'), 2],
    ['bytes', (r) => r.end(Buffer.alloc(70)), 70],
    ['a text and what to do then', (r) => r.end('hello', () => undefined), 5],
    ['pieces', (r) => (r.write('ab'), r.write(Buffer.alloc(3)), r.end('c')), 6],
    ['pieces with encodings', (r) => (r.write('ff00', 'hex'), r.end('€', 'utf8')), 5],
    ['pieces and nothing at the end', (r) => (r.write('ab'), r.end()), 2],
    ['a length said before', (r) => (r.setHeader('content-length', 5), r.end('hello')), 5],
    [
      'a length said before, and pieces',
      (r) => (r.writeHead(200, { 'Content-Length': '5' }), r.write('hello'), r.end()),
      5,
    ],
    ['nothing', (r) => r.end(), undefined],
    ['nothing, and what to do then', (r) => r.end(() => undefined), undefined],
    ['null', (r) => r.end(null), undefined],
  ])('is what was handed over: %s', (_case, work, bytes) => {
    expect(sizeAfter(work)).toBe(bytes);
  });

  it.each([204, 304])('is none for the status %i, whatever is written', (status) => {
    const work = (response: ServerResponse): void => {
      response.statusCode = status;
      response.end('never sent');
    };

    expect(sizeAfter(work)).toBeUndefined();
  });

  it('is none for HEAD, whatever length is said', () => {
    const { response } = exchangeWith();

    response.setHeader('content-length', 500);
    response.end();

    expect(responseBodyBytes('HEAD', response)).toBeUndefined();
  });

  it('is that of the last layer: one that the app puts on top may shrink it', () => {
    const { response } = exchangeWith();
    const { write, end } = response;
    response.write = ((text: string) => write.call(response, text.slice(0, 2), 'utf8')) as never;
    response.end = (() => end.call(response, undefined, 'utf8')) as never;

    response.write('a long text');
    response.end();

    expect(responseBodyBytes('GET', response)).toBe(2);
  });
});

describe('the size of a response of an app inside another one', () => {
  it.each<[string, (response: ServerResponse) => void, number | undefined]>([
    ['plain, in one piece', (r) => r.end('hello'), 5],
    ['plain, in pieces', (r) => (r.write('hel'), r.end('lo')), 5],
    ['compressed by the app itself, in one piece', (r) => (gzip(r), r.end('hello')), 5],
    ['compressed by the app itself, in pieces', (r) => (gzip(r), r.write('hel'), r.end('lo')), 5],
    [
      'compressed by the app itself, with a length',
      (r) => (gzip(r), r.setHeader('content-length', 5), r.end('hello')),
      5,
    ],
  ])('is known where it is %s', (_case, work, bytes) => {
    expect(sizeInside(() => undefined, work)).toBe(bytes);
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['in one piece', (r) => r.end('hello')],
    ['in pieces', (r) => (r.write('hel'), r.end('lo'))],
  ])('is unknown where the outer one compresses it, %s', (_case, work) => {
    expect(sizeInside(gzip, work)).toBeUndefined();
  });
});

describe('the size of a request', () => {
  it.each([
    ['as its length says', { 'content-length': '70' }, 70],
    ['nothing, as its length says', { 'content-length': '0' }, 0],
    ['none where no header speaks of one', {}, undefined],
    ['none where its length is nonsense', { 'content-length': 'lots' }, undefined],
  ])('is %s', (_case, headers, bytes) => {
    expect(requestBodyBytes(exchangeWith(headers).request)).toBe(bytes);
  });

  it('is what arrived when no length was announced', () => {
    const { request } = exchangeWith({ 'transfer-encoding': 'chunked' });

    request.push(Buffer.alloc(40));
    request.push(Buffer.alloc(2));
    request.push(null);

    expect(requestBodyBytes(request)).toBe(42);
  });
});
