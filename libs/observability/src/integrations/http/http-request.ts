import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { LoopLimit, LoopStopwatch } from '../../core';

/** One question to a service. */
export interface HttpQuestion {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Its status, and how long it took to come, in milliseconds. */
export interface HttpAnswer {
  readonly status: number;
  readonly ms: number;
}

/** Puts one question; rejects when nobody answers, and soon after the signal is aborted. */
export type AskHttp = (question: HttpQuestion, signal: AbortSignal) => Promise<HttpAnswer>;

/** What a body may have; the connection of a longer one, or of one that lasts, is closed. */
const MAX_BODY_BYTES = 65_536;
const BODY_LIMIT_MS = 500;

/**
 * Asks one service by one connection, which is used again. Redirects are not followed, and a body
 * is read only so that the connection is free again.
 */
export function httpAsker(url: string): AskHttp {
  const isSecure = new URL(url).protocol === 'https:';
  const limits = { keepAlive: true, maxSockets: 1, maxFreeSockets: 1 };
  const agent = isSecure ? new HttpsAgent(limits) : new HttpAgent(limits);
  const request = isSecure ? httpsRequest : httpRequest;
  const ask: AskHttp = ({ url: address, method, headers }, signal) =>
    new Promise((resolve, reject) => {
      const stopwatch = new LoopStopwatch();
      const sent = request(address, { method, headers, agent, signal }, (response) => {
        stopwatch.stop();
        const answer = { status: response.statusCode ?? 0, ms: stopwatch.turnedMs };
        void drained(response).then(() => resolve(answer));
      });
      sent.on('error', (error) => {
        if (signal.aborted) reject(signal.reason as Error);
        else reject(wasClosedMeanwhile(sent, error) ? new Stale() : error);
      });
      sent.once('close', () => stopwatch.stop());
      sent.end();
    });
  return (question, signal) =>
    ask(question, signal).catch((error: unknown) => {
      if (error instanceof Stale) return ask(question, signal);
      throw error;
    });
}

/** The connection that was to be used again was no more; a new one may do. */
class Stale extends Error {}

/** A server may close a connection in the moment in which it is used again. */
function wasClosedMeanwhile(sent: ClientRequest, error: NodeJS.ErrnoException): boolean {
  return sent.reusedSocket && error.code === 'ECONNRESET';
}

/** Reads the body away, or closes the connection. Never rejects. */
function drained(response: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let bytes = 0;
    const limit = new LoopLimit(BODY_LIMIT_MS, () => response.destroy());
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_BODY_BYTES) response.destroy();
    });
    response.on('error', () => undefined);
    response.once('close', () => {
      limit.clear();
      resolve();
    });
  });
}
