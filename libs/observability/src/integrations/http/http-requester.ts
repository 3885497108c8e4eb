import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { LoopLimit, LoopStopwatch } from '../../core';

/** One request to a service. */
export interface ServiceRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Its status, and how long the response took, in milliseconds. */
export interface ServiceResponse {
  readonly status: number;
  readonly ms: number;
}

/** Sends one request; rejects when there is no response, and soon after the signal is aborted. */
export type SendRequest = (
  request: ServiceRequest,
  signal: AbortSignal,
) => Promise<ServiceResponse>;

/** The limits of a body; the connection of a longer or slower one is closed. */
const MAX_BODY_BYTES = 65_536;
const BODY_TIMEOUT_MS = 500;

/**
 * Sends requests to one service over one connection, which is reused. Redirects are not followed,
 * and a body is read only to free the connection.
 */
export function httpRequester(url: string): SendRequest {
  const isSecure = new URL(url).protocol === 'https:';
  const limits = { keepAlive: true, maxSockets: 1, maxFreeSockets: 1 };
  const agent = isSecure ? new HttpsAgent(limits) : new HttpAgent(limits);
  const request = isSecure ? httpsRequest : httpRequest;
  const send: SendRequest = ({ url: address, method, headers }, signal) =>
    new Promise((resolve, reject) => {
      const stopwatch = new LoopStopwatch();
      const sent = request(address, { method, headers, agent, signal }, (response) => {
        stopwatch.stop();
        drain(response);
        resolve({ status: response.statusCode ?? 0, ms: stopwatch.turnedMs });
      });
      sent.on('error', (error) => {
        if (signal.aborted) reject(signal.reason as Error);
        else reject(wasClosedMeanwhile(sent, error) ? new StaleConnectionError() : error);
      });
      sent.once('close', () => stopwatch.stop());
      sent.end();
    });
  return (details, signal) =>
    send(details, signal).catch((error: unknown) => {
      if (error instanceof StaleConnectionError) return send(details, signal);
      throw error;
    });
}

/** The reused connection was closed already; a new one may work. */
class StaleConnectionError extends Error {}

/** A server may close a connection at the moment of its reuse. */
function wasClosedMeanwhile(sent: ClientRequest, error: NodeJS.ErrnoException): boolean {
  return sent.reusedSocket && error.code === 'ECONNRESET';
}

/** Reads and discards the body, or closes the connection; no check waits for it. */
function drain(response: IncomingMessage): void {
  let bytes = 0;
  const limit = new LoopLimit(BODY_TIMEOUT_MS, () => response.destroy());
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) response.destroy();
  });
  response.on('error', () => undefined);
  response.once('close', () => limit.clear());
}
