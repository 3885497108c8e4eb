import type { IncomingMessage, ServerResponse } from 'node:http';
import { RequestContext, runInContext } from '../../core';
import type { Ancestry, Callers, Observer, RequestObservation } from '../../core';
import { keepContextInBodyEvents } from './body-events';
import { isChunked, requestBodyBytes } from './body-sizes';
import { hasParts, isServed, watchExchange } from './exchange-watch';
import type { ResolvedHttpCaptureOptions } from './http-capture.options';
import { HttpOrigin } from './http-origin';
import { HttpObservation, IS_OWN, OBSERVATION } from './observed-response';
import type { ObservedRequest, ObservedResponse } from './observed-response';
import { RequestEnd } from './request-end';
import { RequestIdHeader } from './request-id-header';
import { RequestIdOf } from './request-ids';
import type { Answer, RequestIdSources } from './request-ids';
import type { RouteNamer } from './route-namer';

/**
 * Answers some requests in front of the app (probes, scrapes): returns the route that it took the
 * request for, or undefined to let it pass.
 */
export type FrontHandler = (
  request: IncomingMessage,
  response: ServerResponse,
) => string | undefined;

const NO_ANCESTRY: Ancestry = {};

/** What handles a request: the app. */
type Work = (request: IncomingMessage, response: ServerResponse) => void;

/** A request as its framework sees it: Fastify's wraps Node's. */
export type FrameworkExchange = RequestObservation['framework'] & {
  readonly raw: IncomingMessage;
  log?: unknown;
};

/** The same of its response. */
export type FrameworkAnswer = Answer & { readonly raw: ServerResponse };

/** A request in progress. */
interface Exchange {
  readonly observation: RequestObservation;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly work: Work;
}

/** What the capture of requests works with. */
export interface RequestCaptureParts {
  readonly observer: Observer;
  readonly options: ResolvedHttpCaptureOptions;
  readonly callers: Callers;
  /** Whether an id of the framework's request is a number of its own that no client sees. */
  readonly isCounter: RequestIdSources['isCounter'];
  readonly routes: RouteNamer;
  readonly front: FrontHandler;
  /** Called for each request that cannot be observed. */
  readonly warnUnobservable: () => void;
}

/** Begins one observation for each request, runs the request in its context, and ends it once. */
export class RequestCapture {
  private readonly endOf: (this: ObservedResponse) => void;
  private readonly idHeader: RequestIdHeader;

  private readonly observer: Observer;

  constructor(
    private readonly parts: RequestCaptureParts,
    /** Whether the framework hands all headers of a response over at once. */
    headersComeAtOnce = false,
  ) {
    this.observer = parts.observer;
    this.idHeader = new RequestIdHeader(parts.options.requestIdHeader, headersComeAtOnce);
    const ending = new RequestEnd(parts.observer, parts.routes);
    // One function for all responses, so that a request costs a listener and no closure.
    this.endOf = function endOfResponse() {
      if (this[OBSERVATION]) ending.end(this[OBSERVATION], this);
    };
  }

  /**
   * Observes the request while the work handles it.
   * @param warn called where the request cannot be observed
   */
  observe(
    request: IncomingMessage,
    response: ServerResponse,
    work: Work,
    warn = this.parts.warnUnobservable,
  ): void {
    const isByServer = isServed(request);
    if (!isByServer && !hasParts(request, response)) {
      warn();
      work(request, response);
      return;
    }
    const observation = this.begin(request, response, isByServer);
    const { context } = observation;
    const { requests } = this.observer;
    if (hasBody(request)) keepContextInBodyEvents(request, context);
    const exchange = { observation, request, response, work };
    if (requests.hasArounds) runInContext(context, this.handleInside, exchange);
    else runInContext(context, this.handle, exchange);
  }

  /** Fields, so that a request makes no closure. */
  private readonly handle = ({ observation, request, response, work }: Exchange): void => {
    const route = this.parts.front(request, response);
    if (route === undefined) work(request, response);
    else {
      observation.route = route;
      (response as ObservedResponse)[IS_OWN] = true;
    }
  };

  /** Inside what the signals began: the span. */
  private readonly handleInside = (exchange: Exchange): void => {
    this.observer.requests.run(exchange.observation, () => this.handle(exchange));
  };

  /**
   * As `observe`, for requests that did not come through the server (Fastify's inject). Of a request that is observed
   * already it only notes the framework's own request and reply.
   */
  observeOnce(framework: FrameworkExchange, answer: FrameworkAnswer, work: () => void): void {
    const response: ObservedResponse = answer.raw;
    const { [OBSERVATION]: known } = response;
    if (known) {
      // Of the request of an outer app the frameworks of inner ones say nothing: they number and name otherwise.
      if (known.context.owner === this.observer) learn(response, framework, answer);
      work();
      return;
    }
    this.observe(framework.raw, response, () => {
      learn(response, framework, answer);
      work();
    });
  }

  private begin(
    request: ObservedRequest,
    response: ObservedResponse,
    isByServer: boolean,
  ): HttpObservation {
    const origin = this.originOf(request);
    const context = new RequestContext(this.observer, origin);
    const observation = new HttpObservation(
      this.observer.clock.now(),
      context,
      request,
      response,
      request as RequestObservation['framework'],
    );
    observation.clientAddressMode = this.parts.options.clientAddress;
    observation.namer = this.parts.routes;
    context.observation = observation;
    origin.observation = observation;
    observation.id = origin.id;
    observation.isChunked = isChunked(request);
    if (!observation.isChunked) observation.requestBodyBytes = requestBodyBytes(request);
    observation.entry = (request as { baseUrl?: string }).baseUrl ?? '';
    request[OBSERVATION] = observation;
    response[OBSERVATION] = observation;
    const isReplaceable = watchExchange(request, response, isByServer, this.endOf);
    this.observer.requests.begin(observation);
    this.idHeader.prepare(origin, request, response, isReplaceable);
    return observation;
  }

  private originOf(request: IncomingMessage): HttpOrigin {
    const { callers, options } = this.parts;
    const { traceparent, baggage, [options.requestIdHeader]: given } = request.headers;
    const ancestry =
      traceparent === undefined && baggage === undefined
        ? NO_ANCESTRY
        : callers.ancestryOf(traceparent?.toString(), { kind: 'http', request });
    const id = new RequestIdOf(this.parts, callers.requestIdOf(given));
    return new HttpOrigin(id, ancestry, options);
  }
}

function learn(
  response: ObservedResponse,
  framework: FrameworkExchange,
  answer: FrameworkAnswer,
): void {
  const observation = response[OBSERVATION];
  // The client may have left before the framework came to the request.
  if (!observation || observation.ended) return;
  observation.framework = framework;
  observation.id?.learnReply(answer);
}

function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length'];
  return (length !== undefined && length !== '0') || headers['transfer-encoding'] !== undefined;
}
