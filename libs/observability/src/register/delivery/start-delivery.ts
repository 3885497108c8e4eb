import { LossReport } from '../loss-report';
import { Outside } from '../outside';
import { Poster } from '../poster';
import type { SentryCore } from '../sentry-core';
import { ErrorDelivery, MOST_AT_ONCE } from './error.delivery';
import { postBeforeExit } from './last-post';
import { CLIENT_REPORT } from './loss-reasons';
import { ParcelQueue } from './parcel.queue';
import { RateLimits } from './rate-limits';
import { SentryTransport } from './sentry-transport';

/** What Sentry's client tells its transport. */
export interface TransportOptions {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Notes for Sentry's own statistics, which the SDK sends once a minute. */
  recordDroppedEvent(reason: string, category: string, count?: number): void;
}

/** The delivery of a process, and what is told of it. */
export interface Delivering {
  readonly delivery: ErrorDelivery;
  readonly losses: LossReport;
  readonly transport: SentryTransport;
  /** Sends what is left and has not left yet, while the process ends. */
  readonly atExit: () => void;
}

const BOUNDS = { mostParcels: 1000, mostBytes: 8_388_608 };
const EXIT_LIMIT_MS = 2000;

/** Puts the parts of a delivery together. */
export function startDelivery(options: TransportOptions, core: SentryCore): Delivering {
  const target = { url: new URL(options.url), headers: options.headers ?? {} };
  const losses = new LossReport('Error events');
  const delivery = new ErrorDelivery({
    queue: new ParcelQueue(BOUNDS),
    poster: new Poster(target, MOST_AT_ONCE),
    limits: new RateLimits(core),
    losses,
    outside: new Outside(),
    onLost: ({ categories }, reason) =>
      categories.forEach((category) => options.recordDroppedEvent(CLIENT_REPORT[reason], category)),
  });
  const transport = new SentryTransport(delivery, core, losses);
  const atExit = (): void =>
    postBeforeExit({
      url: options.url,
      headers: target.headers,
      bodies: delivery.unsent().map(({ body }) => body),
      limitMs: EXIT_LIMIT_MS,
    });
  return { delivery, losses, transport, atExit };
}
