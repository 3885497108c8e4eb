import {
  currentContext,
  formatTraceParent,
  parseTraceParent,
  RequestContext,
  saneRequestId,
} from '../../../core';
import type { Observer } from '../../../core';

/** The part of a job's options that BullMQ keeps for telemetry and never reads itself. */
export interface JobOptions {
  readonly telemetry?: { readonly metadata?: string; readonly omitContext?: boolean };
  /** When it comes again: each time is a story of its own, which no request caused. */
  readonly repeat?: unknown;
}

const MAX_METADATA_LENGTH = 2048;

/** The job's options with the running request's ids in them, so that the job continues its story. */
export function withCurrentContext<T extends JobOptions>(options: T | undefined): T | undefined {
  const context = currentContext();
  if (!context || options?.telemetry || options?.repeat) return options;
  const metadata = JSON.stringify({
    traceparent: formatTraceParent(context.asOwnParent()),
    'x-request-id': context.requestId,
  });
  // T is an object with optional `telemetry` only; the spread keeps all the rest of it.
  return { ...options, telemetry: { metadata } } as T;
}

/** The context of a job: that of the request which caused it, or one of its own. */
export function contextOfJob(options: JobOptions | undefined, observer: Observer): RequestContext {
  const { traceparent, 'x-request-id': requestId } = parse(options?.telemetry?.metadata);
  return new RequestContext(observer, {
    requestId: saneRequestId(requestId),
    parent: parseTraceParent(traceparent),
    hasOwnParent: true,
  });
}

function parse(metadata: unknown): Record<string, string | undefined> {
  if (typeof metadata !== 'string' || metadata.length > MAX_METADATA_LENGTH) return {};
  try {
    const parsed: unknown = JSON.parse(metadata);
    if (typeof parsed !== 'object' || parsed === null) return {};
    const texts = Object.entries(parsed).filter(([, value]) => typeof value === 'string');
    return Object.fromEntries(texts);
  } catch {
    // Somebody else's metadata, in a form of their own.
    return {};
  }
}
