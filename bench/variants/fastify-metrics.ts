import { serve } from '../app/serve';
import { loadBenchPackage } from './bench-packages';

interface Registering {
  register(plugin: unknown, options: { endpoint: string }): PromiseLike<unknown>;
}

void serve({
  prepare: async (app) => {
    // This variant runs on Fastify only, whose instance has register().
    const fastify = app.getHttpAdapter().getInstance() as Registering;
    const { default: plugin } = loadBenchPackage('fastify-metrics') as { default: unknown };
    await fastify.register(plugin, { endpoint: '/metrics' });
  },
});
