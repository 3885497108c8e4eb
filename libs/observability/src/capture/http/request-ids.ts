import type { Callers, RequestObservation } from '../../core';
import type { ResolvedHttpCaptureOptions } from './http-capture.options';

/** What is read of an answer that is being made: Node's response, or Fastify's reply around it. */
export interface Answer {
  getHeader(name: string): unknown;
}

/** The parts of the app that say which id a request has. */
export interface RequestIdSources {
  readonly callers: Pick<Callers, 'requestIdOf'>;
  readonly options: Pick<ResolvedHttpCaptureOptions, 'requestId' | 'requestIdHeader'>;
  /** Whether an id of the framework's request is a number of its own that no client sees. */
  readonly isCounter: (id: string) => boolean;
}

/**
 * The id of one request. The client's is taken first; an id that the app makes takes its place: what `http.requestId`
 * returns, the response's header, the `id` on the request. So whatever the client sees is in lines, spans and events.
 */
export class RequestIdOf {
  /** What stands in the response's header because we put it there. */
  echoed: string | undefined = undefined;
  private chosen: string | undefined = undefined;
  private lastMade: string | undefined = undefined;
  private lastFit: string | undefined = undefined;
  private isFinal = false;
  /** Fastify's, which keeps headers to itself until they are written; gone when the id is final. */
  private reply: Answer | undefined = undefined;

  /** @param given the client's; checked already */
  constructor(
    private readonly sources: RequestIdSources,
    private given: string | undefined,
  ) {}

  /** @param reply what the framework has in place of Node's response */
  learnReply(reply: Answer): void {
    if (!this.isFinal) this.reply = reply;
  }

  /** The id so far. @param observation undefined once the request is over */
  read(observation: RequestObservation | undefined): string | undefined {
    if (this.isFinal || !observation) return this.given;
    return this.chosenFor(observation) ?? this.fitting(this.madeFor(observation)) ?? this.given;
  }

  /** Keeps the id from now on. */
  settle(observation: RequestObservation): void {
    if (!this.isFinal) this.keep(this.read(observation));
  }

  /** Nothing more is read from now on. */
  private keep(id: string | undefined): void {
    this.given = id;
    this.isFinal = true;
    this.reply = undefined;
  }

  /**
   * The same when the client gets it. @returns what is to stand in the header in place of what is there; undefined where
   * that is right, or the app's
   * @param written what the app writes into the header at this moment
   */
  settleIn(observation: RequestObservation, written?: unknown): string | undefined {
    // The framework has handed its headers over: what it still keeps to itself, no client sees.
    this.reply = undefined;
    const fit = this.isFinal ? undefined : this.fitting(written);
    if (fit === undefined) this.settle(observation);
    else this.keep(fit);
    const { requestId } = observation.context;
    if (this.echoed === requestId) return undefined;
    const current = observation.response.getHeader(this.sources.options.requestIdHeader);
    return current === this.echoed && current !== requestId ? requestId : undefined;
  }

  /** The app's own function decides, as soon as it returns an id. */
  private chosenFor({ framework }: RequestObservation): string | undefined {
    const { options, callers } = this.sources;
    if (!options.requestId || this.chosen !== undefined) return this.chosen;
    try {
      const id: unknown = options.requestId(framework);
      this.chosen = callers.requestIdOf(typeof id === 'number' ? String(id) : id);
    } catch {
      // It is called while a line is written or a request begins: its fault must not end there.
    }
    return this.chosen;
  }

  private madeFor({ framework, request, response }: RequestObservation): unknown {
    const { options, isCounter } = this.sources;
    const header = (this.reply ?? response).getHeader(options.requestIdHeader);
    if (header !== undefined && header !== this.echoed) {
      return typeof header === 'number' ? String(header) : header;
    }
    const { id } = framework as { id?: unknown };
    if (typeof id === 'string' && !isCounter(id)) return id;
    if (framework === request) return undefined;
    // A middleware on Fastify has Node's request, to which Fastify copies its own id.
    const { id: ofMiddleware } = request as { id?: unknown };
    return ofMiddleware === id ? undefined : ofMiddleware;
  }

  /** Looks for secrets once in each id. */
  private fitting(made: unknown): string | undefined {
    if (typeof made !== 'string' || made === this.given) return undefined;
    if (made !== this.lastMade) {
      this.lastMade = made;
      this.lastFit = this.sources.callers.requestIdOf(made);
    }
    return this.lastFit;
  }
}
/** What of a Fastify instance says how it makes ids. */
interface FastifyInstance {
  readonly genReqId?: { readonly name: string };
  readonly initialConfig?: { readonly requestIdHeader?: unknown };
}

/** Fastify's own function that makes ids. */
const DEFAULT = 'defaultGenReqId';
/** `req-1`, `req-2`, …, in base 36. */
const COUNTED = /^req-[\da-z]{1,6}$/;

/**
 * Distinguishes the ids that Fastify counts, which are the same in each process and go to no client, from those that the app
 * makes (`genReqId`) or takes from a header (`requestIdHeader`).
 */
export function fastifyCounter(instance: FastifyInstance): (id: string) => boolean {
  return (id) => {
    // Read late: `setGenReqId` may change it until the app starts.
    if (instance.genReqId?.name === DEFAULT) return true;
    const hasHeader = Boolean(instance.initialConfig?.requestIdHeader);
    return hasHeader && COUNTED.test(id);
  };
}
