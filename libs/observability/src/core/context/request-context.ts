import { currentFrame, runInFrame } from './frame';
import type { Frame } from './frame';
import type { Failable, Origin, Tenant, User } from './origin';
import { newSpanId, newTraceId } from './trace-parent';
import type { TraceParent } from './trace-parent';

/** Whose context it is: the app's observer, which receives the errors that end no work. */
export interface ContextOwner {
  uncaught(error: unknown, context: RequestContext): void;
  /** The same for an error that is known to be unexpected. */
  unexpected(error: unknown, context: RequestContext): void;
}

/**
 * Who and what the running code works for: one request, job or message. One plain record in the
 * one AsyncLocalStorage; ids are made when first read.
 */
export class RequestContext implements Frame {
  /** A context is its own outermost frame. */
  readonly root: RequestContext = this;
  active: unknown = undefined;
  readonly operation = undefined;
  /** The request or job itself, to hand an error to; undefined in a context made by hand. */
  observation: Failable | undefined = undefined;
  /** The first monitored method that failed, so that the error report can name it. */
  failedOperation: string | undefined = undefined;
  /** Database queries made for this work, and the time in them, in seconds. */
  queries = 0;
  querySeconds = 0;
  /** What error tracking hangs on this record, made when first used. */
  errorScopes: unknown = undefined;
  /** What the errors signal notes of this work, made when the app logs or fails. */
  errorNotes: unknown = undefined;
  /** What the app has assigned to all lines of this work, made when first used. */
  lineFields: unknown = undefined;
  private trace: string | undefined = undefined;
  private span: string | undefined = undefined;
  private lastReported: unknown = undefined;
  private hasReported = false;
  private isSampled: boolean | undefined = undefined;

  constructor(
    readonly owner: ContextOwner,
    private readonly origin: Origin = {},
  ) {}

  /** The caller's id if it sent a sane one, else the trace id: one id to search for everywhere. */
  get requestId(): string {
    return this.origin.requestId ?? this.traceId;
  }

  /** The trace this work belongs to, as 32 hex digits. */
  get traceId(): string {
    return (this.trace ??= this.origin.parent?.traceId ?? newTraceId());
  }

  /** The span that stands for this work, as 16 hex digits. */
  get spanId(): string {
    return (this.span ??= newSpanId());
  }

  /** Whether this work is recorded, here or by the caller, so that its continuation should be too. */
  get sampled(): boolean {
    return this.isSampled ?? this.origin.parent?.sampled ?? false;
  }

  /** The caller's span, when the caller sent it. */
  get parent(): TraceParent | undefined {
    return this.origin.parent;
  }

  /** Whether the parent is of the app itself, so that its decision was bounded already. */
  get hasOwnParent(): boolean {
    return this.origin.hasOwnParent ?? false;
  }

  /** The span of a caller that is not trusted. */
  get untrusted(): TraceParent | undefined {
    return this.origin.untrusted;
  }

  /** What the caller hands on with its trace, as W3C's header has it. */
  get baggage(): string | undefined {
    return this.origin.baggage;
  }

  get user(): User | undefined {
    return this.origin.user?.();
  }

  get tenant(): Tenant | undefined {
    return this.origin.tenant?.();
  }

  /** The work is over; what it caused may still log and fail. */
  settle(): void {
    this.origin.settle?.();
  }

  /** Takes over the ids of a real span, so that logs, errors and spans agree. */
  adoptSpan(span: TraceParent): void {
    this.trace = span.traceId;
    this.span = span.spanId;
    this.isSampled = span.sampled;
  }

  /** Notes whether this work is recorded, decided before any span is made. */
  markSampled(isSampled: boolean): void {
    this.isSampled = isSampled;
  }

  /**
   * Hands over the error that no code of the app handled. One that comes after the end (the
   * client disconnected first) is reported separately, so that it is not missed.
   */
  fail(error: unknown): void {
    if (this.hasReported && this.lastReported === error) return;
    this.hasReported = true;
    this.lastReported = error;
    if (!this.observation || this.observation.ended) this.owner.uncaught(error, this);
    else this.observation.fail(error);
  }

  /**
   * Hands over an error of one part of the work, whose answer says nothing of it: a GraphQL resolver.
   * The first one belongs to the request; each further one is reported separately.
   */
  failPart(error: unknown): void {
    if (this.hasReported && this.lastReported === error) return;
    this.hasReported = true;
    this.lastReported = error;
    if (!this.observation?.failPart?.(error)) this.owner.unexpected(error, this);
  }

  /** This context as a parent for work that it causes elsewhere. */
  asParent(): TraceParent {
    return { traceId: this.traceId, spanId: this.spanId, sampled: this.sampled };
  }

  /**
   * The same for work that does what its parent says, without a bound: a decision that only a caller from
   * outside made, because nothing is traced here, is not handed on.
   */
  asOwnParent(): TraceParent {
    const isOwn = this.isSampled !== undefined || this.hasOwnParent;
    return { traceId: this.traceId, spanId: this.spanId, sampled: isOwn && this.sampled };
  }
}

/** The context of the running code; undefined outside any request or job. */
export function currentContext(): RequestContext | undefined {
  // Only this file puts a root into a frame.
  return currentFrame()?.root as RequestContext | undefined;
}

/**
 * Runs the work inside the context, and everything that it awaits. Where the app has a span of its
 * own active outside any request or job, that stays the active one.
 */
export function runInContext<A extends unknown[], R>(
  context: RequestContext,
  work: (...given: A) => R,
  ...given: A
): R {
  const outer = currentFrame();
  if (outer && outer.root === undefined) context.active ??= outer.active;
  return runInFrame(context, work, ...given);
}
