import type { Server } from 'node:http';
import type { AbstractHttpAdapter } from '@nestjs/core';

const BINDINGS = 'fastify.serverBindings';

interface FastifyInstance {
  addHook(name: 'onListen', hook: (done: () => void) => void): void;
}

/**
 * Detects the servers that Fastify adds when it listens on `localhost`, one for each further address.
 * They are private; if a version keeps them elsewhere, they close when Fastify closes.
 */
export function watchFastifyBindings(
  adapter: AbstractHttpAdapter | undefined,
  watch: (server: Server) => void,
): void {
  if (adapter?.getType() !== 'fastify') return;
  const instance = adapter.getInstance<FastifyInstance>();
  instance.addHook('onListen', (done) => {
    bindingsOf(instance).forEach(watch);
    done();
  });
}

function bindingsOf(instance: object): readonly Server[] {
  const chain = [instance, Object.getPrototypeOf(instance) as object];
  for (const each of chain) {
    const key = Object.getOwnPropertySymbols(each).find(
      ({ description }) => description === BINDINGS,
    );
    const found: unknown = key && Reflect.get(each, key);
    if (Array.isArray(found)) return found as Server[];
  }
  return [];
}
