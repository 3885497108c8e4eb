import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { countBody, responseBodyBytes } from './body-sizes';
import { correctedHeader, lateHeader } from './late-header';
import { keepMethodOfRequest, keepMethodsOfResponse, previousOf } from './previous-methods';

type Method = (...args: unknown[]) => unknown;

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

function exchange(): Exchange {
  const request = new IncomingMessage(new Socket());
  return { request, response: new ServerResponse(request) };
}

/** A response as the capture leaves it, with methods that were put on it before. */
function patched(own: Partial<Record<'write' | 'end' | 'writeHead', Method>>): ServerResponse {
  const { request, response } = exchange();
  Object.assign(response, own);
  keepMethodsOfResponse(response);
  countBody(request, response);
  response.writeHead = correctedHeader('x-id', () => 'id-1');
  return response;
}

describe('a method that stood on a response before', () => {
  it.each<[string, (response: ServerResponse) => unknown, unknown[]]>([
    ['write', (r) => r.write('tea'), ['tea']],
    ['write', (r) => r.write('tea', 'utf8'), ['tea', 'utf8']],
    ['end', (r) => r.end(), []],
    ['end', (r) => r.end('tea'), ['tea']],
    ['writeHead', (r) => r.writeHead(200), [200]],
    ['writeHead', (r) => r.writeHead(200, { a: 'b' }), [200, { a: 'b' }]],
    ['writeHead', (r) => r.writeHead(200, 'Fine', { a: 'b' }), [200, 'Fine', { a: 'b' }]],
  ])('%s is called with the same arguments, on the same object (%#)', (name, call, args) => {
    const calls: unknown[] = [];
    const own = function (this: unknown, ...given: unknown[]): string {
      calls.push([this, given]);
      return 'returned';
    };
    const response = patched({ [name]: own });

    const result = call(response);

    expect(result).toBe('returned');
    expect(calls[0]).toEqual([response, args]);
  });

  it('is called for an object in front of the response, also through a later patch', () => {
    const seen: string[] = [];
    const response = patched({ end: () => seen.push('end') });
    const { end, writeHead } = response;
    response.end = function later(this: ServerResponse) {
      return end.call(this, undefined, 'utf8');
    };
    response.writeHead = function later(this: ServerResponse, status: number) {
      return writeHead.call(this, status);
    };
    const front = Object.create(Object.create(response) as object) as ServerResponse;

    front.writeHead(202);
    front.end();

    expect(front.statusCode).toBe(202);
    expect(seen).toEqual(['end']);
  });

  it('makes the size unknown where it may compress what it was given', () => {
    const response = patched({ end: () => undefined });

    response.end('tea');
    const before = responseBodyBytes('GET', response);
    response.setHeader('content-encoding', 'gzip');

    expect([before, responseBodyBytes('GET', response)]).toEqual([3, undefined]);
  });
});

describe('a response without methods of its own', () => {
  it.each([correctedHeader('x-id', () => 'id-1'), lateHeader('x-id', () => 'id-1')])(
    'may have an object in front of it (%#)',
    (writeHead) => {
      const { response } = exchange();
      keepMethodsOfResponse(response);
      response.writeHead = writeHead;

      const front = Object.create(response) as ServerResponse;

      front.writeHead(200);

      expect(front.getHeader('x-id')).toBe('id-1');
    },
  );

  it.each<Partial<Record<'write' | 'end', Method>>>([{}, { write: () => 'own' }])(
    'uses those of its class, also of one that it gets later (%#)',
    (own) => {
      const response = patched(own);
      const ofExpress = { __proto__: ServerResponse.prototype, end: () => 'of express' };
      Object.setPrototypeOf(response, ofExpress);

      expect(response.end()).toBe('of express');
    },
  );
});

describe('a response whose methods cannot be replaced', () => {
  it.each<[string, PropertyDescriptor]>([
    ['is read-only', { value: () => 'own', writable: false }],
    ['has no setter', { get: () => () => 'own' }],
    ['is none', { value: undefined, writable: true }],
  ])('stays as it is when one %s', (_kind, descriptor) => {
    const { response } = exchange();
    Object.defineProperty(response, 'write', { configurable: true, ...descriptor });

    expect(keepMethodsOfResponse(response)).toBe(false);
  });
});

describe('the methods of a request', () => {
  it('are kept once, whichever is replaced first', () => {
    const { request } = exchange();
    request.push = () => true;
    keepMethodOfRequest(request, 'push');
    request.push = () => false;
    keepMethodOfRequest(request, 'emit');
    request.emit = () => false;

    const previous = previousOf(request);
    request.on('tea', () => undefined);

    expect([previous.push('a'), previous.emit.call(request, 'tea')]).toEqual([true, true]);
  });
});
