import { EventEmitter, once } from 'node:events';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import type { OutgoingHttpHeaders, RequestListener, Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { INestApplication } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import express from 'express';

/** What came back, whichever way the request took. */
export interface Reply {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

/** Sends a GET request to the app by one way. */
export type Ask = (path: string) => Promise<Reply>;

/** A way to an app that is not listening; opened before the app starts. */
export interface Way {
  readonly way: string;
  readonly open: (app: INestApplication) => Ask;
}

const MOUNT = '/outer';

function instanceOf(app: INestApplication): express.Express {
  return app.getHttpAdapter().getInstance() as express.Express;
}

/** The ways to an app on Express. */
export const EXPRESS_WAYS: readonly Way[] = [
  { way: 'a server of its own', open: (app) => served(instanceOf(app)) },
  { way: 'a cloud function', open: (app) => invoked(instanceOf(app)) },
  {
    way: "its server's event",
    open: (app) => invoked((...exchange) => void serverOf(app).emit('request', ...exchange)),
  },
  { way: 'a method that was kept before the start', open: (app) => invoked(kept(instanceOf(app))) },
  {
    way: 'another Express app',
    open: (app) => served(express().use(MOUNT, instanceOf(app)), MOUNT),
  },
  {
    way: 'a response with methods of its own',
    open: (app) => invoked(instanceOf(app), withOwnEnd),
  },
  { way: 'a response made by hand', open: (app) => byHand(instanceOf(app)) },
];

/** The ways to an app on Fastify. */
export const FASTIFY_WAYS: readonly Way[] = [
  { way: 'inject', open: injected },
  { way: 'a server of its own', open: (app) => served(routingOf(app)) },
  { way: 'a cloud function', open: (app) => invoked(routingOf(app)) },
  {
    way: "its server's event",
    open: (app) => invoked((...exchange) => void serverOf(app).emit('request', ...exchange)),
  },
];

function serverOf(app: INestApplication): Server {
  return app.getHttpServer() as Server;
}

function routingOf(app: INestApplication): RequestListener {
  return (app as NestFastifyApplication).getHttpAdapter().getInstance().routing;
}

function kept(app: express.Express): RequestListener {
  const { handle } = app as unknown as { handle: RequestListener };
  return handle.bind(app);
}

function injected(app: INestApplication): Ask {
  return async (path) => {
    const answer = await (app as NestFastifyApplication).inject(path);
    return { status: answer.statusCode, headers: answer.headers, body: answer.body };
  };
}

function served(listener: RequestListener, prefix = ''): Ask {
  return async (path) => {
    const server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}${prefix}${path}`);
    const body = await answer.text();
    server.close();
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body };
  };
}

/** As handlers of AWS Lambda, Vercel and Firebase do: an exchange made by hand, without any connection. */
function invoked(listener: RequestListener, change?: (response: ServerResponse) => void): Ask {
  return (path) =>
    new Promise((resolve) => {
      const request = new IncomingMessage(fakeSocket({ remoteAddress: '127.0.0.1' }));
      Object.assign(request, { method: 'GET', url: path, headers: { host: 'localhost' } });
      request.push(null);
      const response = new ServerResponse(request);
      const written: Buffer[] = [];
      const write = (chunk: Buffer | string, _encoding: unknown, done?: () => void): boolean => {
        written.push(Buffer.from(chunk));
        done?.();
        return true;
      };
      response.assignSocket(fakeSocket({ writable: true, _writableState: {}, write }));
      change?.(response);
      response.on('finish', () => {
        const [, body = ''] = Buffer.concat(written).toString().split('\r\n\r\n');
        resolve({ status: response.statusCode, headers: response.getHeaders(), body });
      });
      listener(request, response);
    });
}

/** As libraries that test Express make a response: of the few methods that Express itself needs, and no stream. */
function byHand(listener: RequestListener): Ask {
  return (path) =>
    new Promise((resolve) => {
      const request = new IncomingMessage(fakeSocket({ remoteAddress: '127.0.0.1' }));
      Object.assign(request, { method: 'GET', url: path, headers: { host: 'localhost' } });
      request.push(null);
      const headers: Record<string, string> = {};
      const response = Object.assign(new EventEmitter(), {
        statusCode: 200,
        headersSent: false,
        getHeader: (name: string) => headers[name.toLowerCase()],
        setHeader: (name: string, value: string) => {
          headers[name.toLowerCase()] = value;
          return response;
        },
        removeHeader: (name: string) => delete headers[name.toLowerCase()],
        write: () => true,
        writeHead: () => response,
        end: (body: string | Buffer) => {
          response.headersSent = true;
          resolve({ status: response.statusCode, headers, body: body.toString() });
          response.emit('finish');
          return response;
        },
      });
      listener(request, response as unknown as ServerResponse);
    });
}

/** All that Node needs of a socket that leads nowhere. */
function fakeSocket(parts: object): Socket {
  const methods = ['on', 'once', 'removeListener', 'destroy', 'cork', 'uncork', 'end'];
  const nothing = Object.fromEntries(methods.map((name) => [name, () => undefined]));
  return { ...nothing, ...parts } as unknown as Socket;
}

/** As those of Azure's functions have, and of libraries that make exchanges for tests. */
function withOwnEnd(response: ServerResponse): void {
  const { write, end, writeHead } = response;
  Object.assign(response, { write, end, writeHead });
}
