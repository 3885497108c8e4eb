import { newSpanId, newTraceId } from '../../../core';

/**
 * Makes the ids of the SDK's spans. A trace that a request begins takes the id that the request has
 * already: its sampling was decided by it, and its log lines say it.
 */
export class SpanIds {
  private nextTrace: string | undefined;
  private nextSpan: string | undefined;

  /** @param traceId the id of the trace that begins next, in the same turn */
  beginWith(traceId: string): void {
    this.nextTrace = traceId;
  }

  /** The span that begins next, in the same turn, is one that has its ids already. */
  repeat({ traceId, spanId }: { traceId: string; spanId: string }, hasParent: boolean): void {
    // No trace id is generated for a span that has a parent.
    this.nextTrace = hasParent ? undefined : traceId;
    this.nextSpan = spanId;
  }

  readonly generateTraceId = (): string => {
    const traceId = this.nextTrace ?? newTraceId();
    this.nextTrace = undefined;
    return traceId;
  };

  readonly generateSpanId = (): string => {
    const spanId = this.nextSpan ?? newSpanId();
    this.nextSpan = undefined;
    return spanId;
  };
}
