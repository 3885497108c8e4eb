import type { Redactor, RequestObservation } from '../../core';
import { quoted } from './quoted';
import { timestamp } from './timestamp';

const LONGEST_URL = 2048;
const LONGEST_AGENT = 512;

/**
 * Writes the access line of a request as pino would, without pino: the parts that are always the
 * same are made once, and the rest is put together as text (pino takes 2.5 µs for it, this less
 * than one).
 */
export class AccessLine {
  private readonly afterTime: string;

  /** @param base what stands on every line: who writes it */
  constructor(
    base: object,
    private readonly redactor: Redactor,
  ) {
    this.afterTime = `,${JSON.stringify(base).slice(1, -1)},"logger":"http"`;
  }

  /** The line, its newline included. */
  of(observation: RequestObservation): string {
    const { context, durationSeconds, outcome, responseBodyBytes, route, status } = observation;
    const user = context.user?.id;
    return (
      `{"level":"info"${timestamp()}${this.afterTime}` +
      (user === undefined ? '' : `,"user_id":${quoted(user)}`) +
      // Ids are of characters that need no escape: they are checked when they come, or made here.
      `,"request_id":"${context.requestId}","trace_id":"${context.traceId}","span_id":"${context.spanId}"` +
      `,"http":{"method":${quoted(observation.method)}` +
      (route && `,"route":${quoted(route)}`) +
      `,"path":${quoted(this.pathOf(observation))},"status":${status}` +
      `,"duration_ms":${Math.round(durationSeconds * 100_000) / 100},"outcome":"${outcome}"` +
      (responseBodyBytes === undefined ? '' : `,"response_size":${responseBodyBytes}`) +
      clientOf(observation) +
      `}${queriesOf(observation)},"message":"request completed"}\n`
    );
  }

  private pathOf({ request }: RequestObservation): string {
    // Express shortens `url` below a mount path and keeps the whole one here.
    const { originalUrl } = request as { originalUrl?: string };
    return this.redactor.url((originalUrl ?? request.url ?? '').slice(0, LONGEST_URL));
  }
}

function clientOf({ framework, request: { headers, socket } }: RequestObservation): string {
  // Without the header, every setting of trust comes to the peer's own address.
  const isDirect = headers['x-forwarded-for'] === undefined;
  const address = isDirect ? socket?.remoteAddress : framework.ip;
  const agent = headers['user-agent'];
  return (
    (address === undefined ? '' : `,"client_address":${quoted(address)}`) +
    (agent === undefined ? '' : `,"user_agent":${quoted(agent.slice(0, LONGEST_AGENT))}`)
  );
}

function queriesOf({ context: { queries, querySeconds } }: RequestObservation): string {
  if (queries === 0) return '';
  return `,"db":{"queries":${queries},"duration_ms":${Math.round(querySeconds * 100_000) / 100}}`;
}
