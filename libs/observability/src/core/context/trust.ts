import type { IncomingMessage } from 'node:http';
import type { Rule } from '../options/rules';

/** The caller to be trusted or not: a request, or a message to a microservice. */
export type Caller =
  | { readonly kind: 'http'; readonly request: IncomingMessage }
  | {
      readonly kind: 'message';
      /** `tcp`, `redis`, `nats`, `kafka`, ... */
      readonly transport: string;
      readonly pattern: string;
      /** Nest's context of the message: TcpContext, NatsContext, gRPC's metadata, ... */
      readonly context: unknown;
    };

/** Whose traces are continued; a function says so of each caller that names one. */
export type Trust = 'everybody' | 'nobody' | ((caller: Caller) => boolean);

/** One of the words, or a function. */
export const trustRule: Rule = (value, path, problems) => {
  if (value === 'everybody' || value === 'nobody' || typeof value === 'function') return;
  problems.wanted(path, value, '"everybody", "nobody" or a function of the caller');
};
