import { connect } from 'amqplib';
import type { Channel, RecoveringChannelModel } from 'amqplib';
import {
  INTEGRATIONS_DEFAULTS,
  QueueIndicator,
  rabbitmq,
} from '../../libs/observability/src/integrations';
import type { Finding } from '../../libs/observability/src/health';
import { eventually } from '../support/eventually';
import { FaultProxy } from '../support/fault-proxy';
import { RabbitMqServer } from '../support/services/rabbitmq-server';

const LOST_WITHIN_MS = 15_000;
const QUEUE = { ...INTEGRATIONS_DEFAULTS.queue, timeoutMs: 500 };

let broker: RabbitMqServer;
let proxy: FaultProxy;
let connection: RecoveringChannelModel;
let channel: Channel;

beforeAll(async () => {
  broker = await RabbitMqServer.start();
  proxy = await FaultProxy.start(broker.port);
  connection = await eventually(() =>
    connect(`${broker.url.replace(String(broker.port), String(proxy.port))}?heartbeat=2`, {
      recovery: { initialDelay: 100, maxDelay: 500 },
    }),
  );
  connection.on('error', () => undefined);
  channel = await connection.createChannel();
  channel.on('error', () => undefined);
  await channel.assertQueue('orders');
  await channel.assertQueue('lonely');
}, 100_000);

afterAll(async () => {
  await connection.close();
  await proxy.stop();
  await broker.remove();
});

function indicatorFor(...rabbitQueues: readonly string[]): QueueIndicator {
  const queue = { ...QUEUE, rabbitQueues };
  const provided = [{ token: 'RABBIT', instance: connection }];
  const found = rabbitmq.queues?.(provided, { ...INTEGRATIONS_DEFAULTS, queue }) ?? [];
  return new QueueIndicator(found, 'queue', queue);
}

describe('the health of RabbitMQ', () => {
  it('is healthy while the connection answers', async () => {
    expect(await indicatorFor().check()).toMatchObject({
      status: 'healthy',
      message: 'All queues healthy',
    });
  });

  it('counts messages and consumers of the queues that it is asked for', async () => {
    const { consumerTag } = await channel.consume('orders', () => undefined);

    const finding = await indicatorFor('orders').check();
    await channel.cancel(consumerTag);

    expect(finding).toMatchObject({
      status: 'healthy',
      details: { RABBIT_orders_messages: 0, RABBIT_orders_consumers: 1 },
    });
  });

  it('is unhealthy when a queue has no consumers', async () => {
    expect(await indicatorFor('lonely').check()).toMatchObject({
      status: 'unhealthy',
      message: 'RABBIT: lonely has no consumers',
    });
  });

  it('is unhealthy when a queue is not there, and makes none', async () => {
    const twice = [await indicatorFor('missing').check(), await indicatorFor('missing').check()];

    for (const finding of twice) {
      expect(finding).toMatchObject({
        status: 'unhealthy',
        message: 'RABBIT: there is no queue missing',
      });
    }
  });

  it('is degraded with 1,001 messages in a queue', async () => {
    await channel.assertQueue('full');
    const { consumerTag } = await channel.consume('full', () => undefined);
    // What was delivered and is not yet acknowledged counts as taken; so nothing is delivered.
    await channel.cancel(consumerTag);
    for (let i = 0; i < 1001; i += 1) channel.sendToQueue('full', Buffer.from('tea'));

    const finding = await eventually(async () => {
      const found = await indicatorFor('full').check();
      expect(found.details).toMatchObject({ RABBIT_full_messages: 1001 });
      return found;
    });

    expect(finding.message).toContain('full has a backlog, 1001 messages');
  });

  it('falls at its first time-out and is back after the connection was lost in silence', async () => {
    const indicator = indicatorFor();
    const before = proxy.accepted;
    proxy.mode = 'drop';

    const findings = await Promise.all(Array.from({ length: 500 }, () => indicator.check()));
    const opened = proxy.accepted - before;
    proxy.mode = 'pass';
    await eventually(async () => {
      expect((await indicator.check()).status).toBe('healthy');
    }, LOST_WITHIN_MS);

    expect(statusesOf(findings)).toEqual(['unhealthy']);
    expect(findings[0]?.message).toBe('RABBIT: RabbitMQ failed: no answer within 500 ms');
    expect(opened).toBeLessThanOrEqual(2);
  });

  it('is degraded while the broker takes no messages', async () => {
    const indicator = indicatorFor();
    await broker.control('set_vm_memory_high_watermark', '0');
    const publisher = await connection.createChannel();

    const blocked = await eventually(async () => {
      // The broker blocks who sends.
      publisher.sendToQueue('lonely', Buffer.from('tea'));
      const finding = await indicator.check();
      expect(finding.status).toBe('degraded');
      return finding;
    });
    await broker.control('set_vm_memory_high_watermark', '0.4');
    await eventually(async () => expect((await indicator.check()).status).toBe('healthy'));

    expect(blocked).toMatchObject({
      status: 'degraded',
      message: 'RABBIT: RabbitMQ takes no messages: it is short of memory or disk',
    });
  });

  it('is unhealthy while the broker is away', async () => {
    await broker.kill();

    await eventually(async () => {
      const { status, message } = await indicatorFor().check();
      expect({ status, message }).toEqual({
        status: 'unhealthy',
        message: 'RABBIT: RabbitMQ failed: not connected',
      });
    });
  });
});

function statusesOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map(({ status }) => status))];
}
