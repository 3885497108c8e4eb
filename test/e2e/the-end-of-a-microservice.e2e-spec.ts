import { fateOf, told } from '../support/ending-program';
import { Program } from '../support/program';
import { freePort } from '../support/services/free-port';

const DRAIN_MS = 1500;

const program = (port: number, management: number): string => `
  require('reflect-metadata');
  const { Controller, Logger } = require('@nestjs/common');
  const { NestFactory } = require('@nestjs/core');
  const { MessagePattern, Transport } = require('@nestjs/microservices');
  const { ObservabilityModule } = require('nestjs-observability');
  class Orders {
    place() { return 'placed'; }
    onModuleDestroy() { new Logger('Orders').log('taken apart'); }
  }
  MessagePattern('place')(Orders.prototype, 'place', Object.getOwnPropertyDescriptor(Orders.prototype, 'place'));
  Controller()(Orders);
  (async () => {
    const observability = ObservabilityModule.forRoot({
      endpoints: { management: { port: ${management} } },
      lifecycle: { drainDelayMs: ${DRAIN_MS} },
    });
    const app = await NestFactory.createMicroservice(
      { module: class App {}, controllers: [Orders], imports: [observability] },
      { transport: Transport.TCP, options: { host: '127.0.0.1', port: ${port} } },
    );
    app.enableShutdownHooks();
    await app.listen();
    process.send({});
    process.disconnect();
  })();`;

describe('a microservice that is told to end', () => {
  it('is not ready at once, and is taken apart when that had time to be noticed', async () => {
    const management = await freePort();
    const app = Program.start(program(await freePort(), management));
    await new Promise((resolve) => app.child.once('message', resolve));
    const probe = (path: string) => fateOf(`http://127.0.0.1:${management}/${path}`);
    expect(await probe('readyz')).toMatchObject({ status: 200 });
    const from = performance.now();

    app.child.kill('SIGTERM');
    const state = await notReady(() => probe('readyz'));
    const live = await probe('livez');
    const { signal, stdout } = await app.ending;

    expect([state.status, live.status, signal]).toEqual([503, 200, 'SIGTERM']);
    expect(performance.now() - from).toBeGreaterThan(DRAIN_MS - 50);
    expect(told(stdout)).toEqual([
      `Received SIGTERM: readiness is failing; still serving for ${DRAIN_MS} ms`,
    ]);
    expect(stdout).toContain('taken apart');
  });
});

async function notReady<T extends { status: number | undefined }>(
  ask: () => Promise<T>,
): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer.status !== 200) return answer;
  }
}
