import type { TraceParent } from '../../../core';

/** What the decision is made from; the trace id is made when it is first read. */
export interface Head {
  readonly traceId: string;
  /** The span that the work continues; undefined where a trace begins. */
  readonly parent: TraceParent | undefined;
  /** Whether the parent is of the app itself: a span around the work, or what sent the job. */
  readonly hasOwnParent: boolean;
}

/** Decides whether a trace is recorded: once for each request, job or call, before any span is made. */
export type HeadSampler = (head: Pick<Head, 'traceId' | 'parent'>) => boolean;

/** A sampler, and the part of the traces that it records where no caller decided, 0 to 1. */
export interface Sampling {
  readonly sampler: HeadSampler;
  readonly part: number;
}

/** Records every trace. */
export const always: HeadSampler = () => true;

/** Records none. */
export const never: HeadSampler = () => false;

/**
 * Records a part of the traces, 0 to 1, by their ids. It decides as OpenTelemetry's
 * TraceIdRatioBased sampler of JavaScript does, so that services of one trace agree.
 */
export function ratio(part: number): HeadSampler {
  if (part >= 1) return always;
  if (part <= 0) return never;
  const bound = Math.floor(part * 0xffffffff);
  return ({ traceId }) => fold(traceId) < bound;
}

/** Does as the caller did; where there is none, the other sampler decides. */
export function parentBased(root: HeadSampler): HeadSampler {
  return (head) => head.parent?.sampled ?? root(head);
}

/** Records a part of the traces by their ids, whatever their callers decided. */
export function independent(part: number): Sampling {
  return { sampler: ratio(part), part };
}

/** Does as the caller did, and records a part of the traces that begin here. */
export function following(part: number): Sampling {
  return { sampler: parentBased(ratio(part)), part };
}

/** The four 32-bit words of a trace id, XORed: one hex digit of each at a time, which parses nothing. */
function fold(traceId: string): number {
  let folded = 0;
  for (let i = 0; i < 8; i += 1) {
    const digit =
      digitAt(traceId, i) ^
      digitAt(traceId, i + 8) ^
      digitAt(traceId, i + 16) ^
      digitAt(traceId, i + 24);
    folded = (folded << 4) | digit;
  }
  return folded >>> 0;
}

/** The value of a hex digit, without a branch: random digits would make the processor guess wrong. */
function digitAt(hex: string, index: number): number {
  const code = hex.charCodeAt(index);
  return (code & 15) + (code >> 6) * 9;
}
