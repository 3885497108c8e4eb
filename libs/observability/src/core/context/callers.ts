import type { IncomingMessage } from 'node:http';
import type { Rule } from '../options/rules';
import { isNativePromise } from '../async/watch-result';
import type { Drops } from '../async/drops';
import type { Redactor } from '../redaction/redactor';
import type { Origin } from './origin';
import { saneRequestId } from './request-id';
import { parseTraceParent } from './trace-parent';

/** What a caller says of the trace that it is in: a parent, or what is only linked. */
export type Ancestry = Pick<Origin, 'parent' | 'untrusted' | 'baggage'>;

const NO_ANCESTRY: Ancestry = {};
/** https://www.w3.org/TR/baggage/#limits */
const MAX_BAGGAGE = 8192;

/** Reads what callers say of themselves, and decides what of it counts. */
export class Callers {
  constructor(
    private readonly trust: Trust,
    private readonly redactor: Pick<Redactor, 'text'>,
    private readonly drops: Pick<Drops, 'count'>,
  ) {}

  /** The caller's request id; undefined, so that one is made here, when it is not fit or holds a secret. */
  requestIdOf(given: unknown): string | undefined {
    const id = saneRequestId(given);
    return id === undefined || this.redactor.text(id) === id ? id : undefined;
  }

  /** The span of the caller: the parent where the caller is trusted. @param header `traceparent` */
  ancestryOf(header: string | undefined, caller: Caller): Ancestry {
    const span = header === undefined ? undefined : parseTraceParent(header);
    const baggage = baggageOf(caller);
    if (!span && baggage === undefined) return NO_ANCESTRY;
    if (this.trusts(caller)) return { parent: span, baggage };
    return span ? { untrusted: span } : NO_ANCESTRY;
  }

  /** A promise is no answer: trust is decided before the request is handled. */
  private trusts(caller: Caller): boolean {
    if (typeof this.trust === 'string') return this.trust === 'everybody';
    try {
      const answer: unknown = this.trust(caller);
      if (isNativePromise(answer)) answer.catch(this.countFailure);
      return answer === true;
    } catch {
      this.countFailure();
      return false;
    }
  }

  private readonly countFailure = (): void => this.drops.count('traces', 'trust');
}

function baggageOf(caller: Caller): string | undefined {
  const baggage = caller.kind === 'http' ? caller.request.headers['baggage'] : undefined;
  return typeof baggage === 'string' && baggage.length <= MAX_BAGGAGE ? baggage : undefined;
}

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
