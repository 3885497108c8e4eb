import type { AddressInfo, Server } from 'node:net';
import type { INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClientProxyFactory, Transport } from '@nestjs/microservices';
import type { ClientProxy } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import { eventually } from '../support/eventually';
import { LogRecorder } from '../support/log-recorder';
import { MessagesModule } from '../support/messages-app';
import { OtlpReceiver } from '../support/otlp-receiver';

const TCP = { transport: Transport.TCP as const, options: { host: '127.0.0.1', port: 0 } };
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const TRACEPARENT = `00-${TRACE}-b7ad6b7169203331-01`;

describe('the trace of a message', () => {
  let otlp: OtlpReceiver;
  let logs: LogRecorder;
  let app: INestMicroservice;
  let client: ClientProxy;

  beforeAll(async () => {
    otlp = await OtlpReceiver.start();
    logs = new LogRecorder();
    const module = MessagesModule.with({
      traces: { endpoint: otlp.endpoint },
      logs: { destination: logs },
    });
    const options = { logger: ['error' as const], abortOnError: false };
    app = await NestFactory.createMicroservice(module, { ...options, ...TCP });
    await app.listen();
    const { port } = app.unwrap<Server>().address() as AddressInfo;
    client = ClientProxyFactory.create({ ...TCP, options: { ...TCP.options, port } });
  });

  afterAll(async () => {
    await client.close();
    await otlp.stop();
  });

  it('continues that of its caller, with the monitored handler inside and the line beside it', async () => {
    await lastValueFrom(client.send('broken', { traceparent: TRACEPARENT })).catch(() => undefined);
    await app.close();

    await eventually(() => expect(otlp.spans).toHaveLength(2));
    const message = otlp.spans.find(({ name }) => name === 'broken');
    const handler = otlp.spans.find(({ name }) => name === 'MessagesController.broken');
    expect(message).toMatchObject({ traceId: TRACE, parentSpanId: 'b7ad6b7169203331' });
    expect(handler).toMatchObject({ traceId: TRACE, parentSpanId: message?.spanId });
    expect(logs.errors).toMatchObject([{ trace_id: TRACE, span_id: message?.spanId }]);
  });
});
