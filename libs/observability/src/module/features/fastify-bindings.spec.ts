import type { Server } from 'node:http';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { watchFastifyBindings } from './fastify-bindings';

const SECOND = { name: 'the server of ::1' } as unknown as Server;

describe('the further servers of Fastify', () => {
  it('are detected when it listens, where Fastify keeps them', async () => {
    const adapter = new FastifyAdapter();
    const watched: Server[] = [];
    watchFastifyBindings(adapter, (server) => watched.push(server));
    bindingsOf(adapter.getInstance()).push(SECOND);

    await adapter.getInstance().listen({ port: 0, host: '127.0.0.1' });
    bindingsOf(adapter.getInstance()).pop();
    await adapter.getInstance().close();

    expect(watched).toEqual([SECOND]);
  });

  it('are none on Express, and none without HTTP', () => {
    const watched: Server[] = [];

    watchFastifyBindings(new ExpressAdapter(), (server) => watched.push(server));
    watchFastifyBindings(undefined, (server) => watched.push(server));

    expect(watched).toEqual([]);
  });
});

/** A machine may have no second address, so the test puts one there. */
function bindingsOf(instance: object): Server[] {
  const key = Object.getOwnPropertySymbols(instance).find(
    ({ description }) => description === 'fastify.serverBindings',
  );
  return Reflect.get(instance, key!) as Server[];
}
