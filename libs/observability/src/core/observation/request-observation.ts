import type { RequestContext } from '../context/request-context';
import type { ClientAddressMode } from './client-address';
import { EndedExchange } from './exchange';
import type { FrameworkRequest, ResponseView, RequestView } from './exchange';
import {
  failedHealthCheckOf,
  isUnavailable,
  SERVICE_UNAVAILABLE,
  UNAVAILABLE,
} from './failed-health-check';
import type { FailedHealthCheck } from './failed-health-check';
import { Observation } from './observation';
import { clientStatusOf, isExpected } from './expected-errors';

/** nginx's word for a request whose client went away before an answer; no RFC has one. */
export const CLIENT_CLOSED_REQUEST = 499;

/** Names the route of a request, also before its end; '' while no route matches. */
export interface RequestNamer {
  nameOf(observation: RequestObservation): string;
}

/** One HTTP request, from the first byte of its headers to the last of its answer. */
export class RequestObservation extends Observation {
  /** The template of the route, with prefix and version; '' while unknown. */
  route = '';
  status = 0;
  /** Bytes of the bodies on the wire; undefined when there was none. Set at the end. */
  requestBodyBytes: number | undefined = undefined;
  responseBodyBytes: number | undefined = undefined;
  /** Set at the end, where GraphQL answered. */
  graphql: GraphqlOperation | undefined = undefined;
  /** How the address of its client may be written; set at the beginning. */
  clientAddressMode: ClientAddressMode = 'full';
  /** Names the route before the end; set at the beginning, where the framework exposes it. */
  namer: RequestNamer | undefined = undefined;
  /** As it came; a middleware may rewrite the request's. */
  readonly method: string;
  /** What a check of Terminus said meanwhile; undefined where none ran. */
  private checkedHealth: FailedHealthCheck | undefined = undefined;
  private isUnhandled = false;
  private hasFailedPart = false;
  private isBrokenOff = false;

  constructor(
    startedAt: number,
    override readonly context: RequestContext,
    public request: RequestView,
    public response: ResponseView,
    /** The same request as the framework sees it: Express's is the raw one, Fastify's wraps it. */
    public framework: FrameworkRequest,
  ) {
    super(startedAt, context);
    this.method = request.method ?? '';
  }

  /**
   * What was answered decides: an error that a filter of the app turned into a 404 was expected.
   * One that came when the answer had begun, or that Nest itself calls unhandled, was not.
   */
  override get isUnexpected(): boolean {
    if (this.failedHealthCheck) return false;
    const isCertain = this.hasFailedPart || this.isBrokenOff || this.status >= 500;
    if (!this.failed || isCertain) return this.failed;
    const cameTooLate = this.isUnhandled || this.status === CLIENT_CLOSED_REQUEST;
    return cameTooLate && !this.isOwnAnswer && !isExpected(this.error, this.outcome);
  }

  /** What a health check of the app's own said, which ended this request. */
  get failedHealthCheck(): FailedHealthCheck | undefined {
    const thrown = this.failed ? failedHealthCheckOf(this.error) : undefined;
    if (thrown || !this.checkedHealth || this.status !== SERVICE_UNAVAILABLE) return thrown;
    return !this.failed || isUnavailable(this.error) ? this.checkedHealth : undefined;
  }

  /** A check of Terminus has run for this request, so a 503 is its answer. @param error what it failed with */
  noteHealthCheck(error: unknown): void {
    this.checkedHealth = failedHealthCheckOf(error) ?? this.checkedHealth ?? UNAVAILABLE;
  }

  /** Nest answers with the status that an error of a parser or plugin carries, and calls it unhandled. */
  private get isOwnAnswer(): boolean {
    return this.status === clientStatusOf(this.error);
  }

  /** The template of the route, as far as it is known by now; '' while it is not. */
  get routeSoFar(): string {
    if (this.route || this.ended) return this.route;
    try {
      return this.namer?.nameOf(this) ?? '';
    } catch {
      // The framework's own tables are read, which the app may have changed.
      return '';
    }
  }

  /**
   * Keeps of the exchange only what the report of a late error contains; nothing else may be read from here on.
   * @param hasAnswered whether the answer has begun
   */
  letGo(hasAnswered = this.response.headersSent): void {
    const ended = new EndedExchange(this.request, this.response, this.framework, hasAnswered);
    this.request = ended;
    this.response = ended;
    this.framework = ended;
  }

  override fail(error: unknown): void {
    if (this.response.headersSent) this.isUnhandled = true;
    super.fail(error);
  }

  /** The server broke its answer off: whatever was answered so far, that is unexpected. */
  breakOff(error: unknown): void {
    this.isBrokenOff = true;
    this.fail(error);
  }

  /** An error that the answer does not show; the caller knows that it is unexpected. */
  failPart(error: unknown): boolean {
    const isTaken = this.failed && !isExpected(this.error);
    if (this.ended || this.hasFailedPart || isTaken) return false;
    this.hasFailedPart = true;
    this.failed = false;
    super.fail(error);
    return true;
  }

  /** Nest has found no handler for the error; Nest logs that. */
  markUnhandled(): void {
    this.isUnhandled = true;
  }
}
/** The operation of a GraphQL request, as its client names it. Clients choose the names, so they are no labels. */
export interface GraphqlOperation {
  /** `query`, `mutation` or `subscription`; undefined where the document is not available. */
  readonly type: string | undefined;
  /** Undefined of an operation without a name. */
  readonly name: string | undefined;
}
