import { SpanKind } from '@opentelemetry/api';
import { MessageObservation, Observer, RequestContext, TaskObservation } from '../../core';
import { startOfMessage, startOfTask } from './message-span';

const context = new RequestContext(new Observer([]));

describe('the span of a message', () => {
  it.each([
    ['tcp', 'nestjs'],
    ['grpc', 'grpc'],
  ])('by %s that is answered is a procedure', (transport, system) => {
    const route = { transport, pattern: 'sum', isEvent: false };

    expect(startOfMessage(new MessageObservation(0, context, route))).toEqual({
      name: 'sum',
      kind: SpanKind.SERVER,
      attributes: { 'rpc.system': system, 'rpc.method': 'sum' },
    });
  });

  it.each([
    ['an event', { transport: 'tcp', isEvent: true }, SpanKind.CONSUMER],
    ['one of a broker', { transport: 'kafka', isEvent: false }, SpanKind.SERVER],
    ['one of a WebSocket', { transport: 'websocket', isEvent: false }, SpanKind.SERVER],
  ])('that is %s is a message', (_what, route, kind) => {
    const message = new MessageObservation(0, context, { ...route, pattern: 'placed' });

    expect(startOfMessage(message)).toMatchObject({
      name: 'process placed',
      kind,
      attributes: {
        'messaging.system': route.transport,
        'messaging.operation.type': 'process',
        'messaging.destination.name': 'placed',
      },
    });
  });
});

describe('the span of a scheduled run', () => {
  it('says that a timer triggers it, and when', () => {
    const names = { name: 'nightly', className: 'Reports', methodName: 'send' };
    const task = { ...names, kind: 'cron', cronTime: '0 4 * * *', timeZone: undefined } as const;

    expect(startOfTask(new TaskObservation(0, context, task))).toEqual({
      name: 'nightly',
      kind: SpanKind.INTERNAL,
      attributes: {
        'code.function.name': 'Reports.send',
        'faas.trigger': 'timer',
        'faas.cron': '0 4 * * *',
      },
    });
  });
});
