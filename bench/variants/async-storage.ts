import { AsyncLocalStorage } from 'node:async_hooks';
import type { Server } from 'node:http';
import { serve } from '../app/serve';

// The bare app with each request in one AsyncLocalStorage: what Node itself takes for a context,
// and so the floor of everything that puts a request's id on its log lines.
const storage = new AsyncLocalStorage<object>();

void serve({
  prepare: async (app) => {
    await app.init();
    const server = app.getHttpServer() as Server;
    const listeners = server.listeners('request');
    server.removeAllListeners('request');
    server.on('request', (...exchange) => {
      storage.run({}, () => {
        for (const listener of listeners) Reflect.apply(listener, server, exchange);
      });
    });
  },
});
