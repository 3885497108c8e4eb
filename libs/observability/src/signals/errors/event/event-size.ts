/** Sentry accepts events of 1 MiB; the rest is reserved for what the envelope adds. */
export const MAX_EVENT_BYTES = 1_000_000;

/** The parts of an event whose size the app decides. */
export interface SizedEvent {
  extra?: Record<string, unknown>;
  contexts?: Record<string, unknown>;
  tags?: Record<string, unknown>;
  breadcrumbs?: unknown[];
  request?: unknown;
}

const CUT = '[Cut: too large]';
/** Smaller parts are not worth removing. */
const WORTH_CUTTING = 1000;

/**
 * The event itself if it is small enough; else a copy without the largest extras and contexts, then
 * without breadcrumbs, until it is.
 */
export function fitEvent<T extends SizedEvent>(event: T, largest = MAX_EVENT_BYTES): T {
  if (sizeOf(event) <= largest) return event;
  const copy = { ...event, extra: { ...event.extra }, contexts: { ...event.contexts } };
  for (const { owner, key, size } of partsOf(copy)) {
    if (size < WORTH_CUTTING) break;
    owner[key] = CUT;
    if (sizeOf(copy) <= largest) return copy;
  }
  return { ...copy, breadcrumbs: [], request: undefined };
}

interface Part {
  readonly owner: Record<string, unknown>;
  readonly key: string;
  readonly size: number;
}

/** Extras and contexts, largest first. The trace's ids are kept, because they link the event to its request. */
function partsOf({ extra = {}, contexts = {} }: SizedEvent): Part[] {
  const parts = [extra, contexts].flatMap((owner) =>
    Object.entries(owner).map(([key, value]) => ({ owner, key, size: sizeOf(value) })),
  );
  return parts.filter(({ key }) => key !== 'trace').toSorted((a, b) => b.size - a.size);
}

/** Bytes as JSON; a value that cannot be serialised counts as too large. */
function sizeOf(value: unknown): number {
  try {
    return Buffer.byteLength(JSON.stringify(value) ?? '');
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
