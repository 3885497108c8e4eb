import { SpanKind } from '@opentelemetry/api';
import type { MessageObservation, TaskObservation } from '../../core';
import type { SpanStart } from './span-source';

/** Transports on which a caller waits for a response. */
const DIRECT = new Set(['tcp', 'grpc']);

/**
 * A message of a broker by the conventions for messaging, one that comes straight from its caller by
 * those for RPC: https://opentelemetry.io/docs/specs/semconv/messaging/ and .../rpc/.
 */
export function startOfMessage({ route }: MessageObservation): SpanStart {
  const { transport, pattern, isEvent } = route;
  const kind = isEvent ? SpanKind.CONSUMER : SpanKind.SERVER;
  if (DIRECT.has(transport) && !isEvent) {
    const system = transport === 'grpc' ? 'grpc' : 'nestjs';
    return { name: pattern, kind, attributes: { 'rpc.system': system, 'rpc.method': pattern } };
  }
  return {
    name: `process ${pattern}`,
    kind,
    attributes: {
      'messaging.system': transport,
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'messaging.destination.name': pattern,
    },
  };
}

/** The run of a scheduled method, by the conventions for functions that a timer triggers. */
export function startOfTask({ task }: TaskObservation): SpanStart {
  return {
    name: task.name,
    kind: SpanKind.INTERNAL,
    attributes: {
      'code.function.name': `${task.className}.${task.methodName}`,
      'faas.trigger': 'timer',
      'faas.cron': task.cronTime,
    },
  };
}
