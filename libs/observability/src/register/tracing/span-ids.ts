import { newSpanId, newTraceId } from '../../core';

/**
 * Makes the ids of the SDK's spans. A trace that a request begins takes the id that the request has
 * already: its sampling was decided by it, and its log lines say it.
 */
export class SpanIds {
  private next: string | undefined;

  readonly generateSpanId = newSpanId;

  /** @param traceId the id of the trace that begins next, in the same turn */
  beginWith(traceId: string): void {
    this.next = traceId;
  }

  readonly generateTraceId = (): string => {
    const traceId = this.next ?? newTraceId();
    this.next = undefined;
    return traceId;
  };
}
