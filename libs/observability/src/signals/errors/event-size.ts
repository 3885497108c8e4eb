/** Sentry takes events of 1 MiB; the rest is for what is added when it is packed. */
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
/** Below this it does not pay to leave it out. */
const WORTH_CUTTING = 1000;

/**
 * The event itself when it is small enough; else a copy whose greatest extras and contexts, then
 * breadcrumbs, are left out until it is.
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

/** Extras and contexts, the greatest first. A trace's ids stay: they are what ties the event to its request. */
function partsOf({ extra = {}, contexts = {} }: SizedEvent): Part[] {
  const parts = [extra, contexts].flatMap((owner) =>
    Object.entries(owner).map(([key, value]) => ({ owner, key, size: sizeOf(value) })),
  );
  return parts.filter(({ key }) => key !== 'trace').toSorted((a, b) => b.size - a.size);
}

/** Bytes as JSON; what JSON cannot say counts as too much. */
function sizeOf(value: unknown): number {
  try {
    return Buffer.byteLength(JSON.stringify(value) ?? '');
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
