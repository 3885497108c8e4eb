import { DropReporter } from '../../core';
import type { ExitFlush } from '../exit/exit-flush';
import { DetachedContext } from '../detached-context';
import { HttpSender, MAX_CONNECTIONS } from '../http/http-sender';
import type { EnvelopeFunctions } from './envelope-functions';
import { ErrorDelivery } from './error-delivery';
import { CLIENT_REPORT } from './drop-reasons';
import { RateLimits } from './rate-limits';
import { SentryTransport } from './sentry-transport';

/** What Sentry's client passes to its transport. */
export interface TransportOptions {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Notes for Sentry's own statistics, which the SDK sends once a minute. */
  recordDroppedEvent(reason: string, category: string, count?: number): void;
}

/** The delivery of a process, and its statistics. */
export interface Delivering {
  readonly delivery: ErrorDelivery;
  readonly drops: DropReporter;
  readonly profileDrops: DropReporter;
  readonly transport: SentryTransport;
  /** What would not leave if the process ended now. */
  readonly unsent: () => ExitFlush;
}

/** All that waits or is in flight, in bytes. */
const MAX_QUEUE_BYTES = 16_777_216;

/** Wires a delivery. */
export function startDelivery(options: TransportOptions, core: EnvelopeFunctions): Delivering {
  const target = { url: new URL(options.url), headers: options.headers ?? {} };
  const drops = new DropReporter('Error events');
  const profileDrops = new DropReporter('Profiles');
  const delivery = new ErrorDelivery({
    maxBytes: MAX_QUEUE_BYTES,
    sender: new HttpSender(target, MAX_CONNECTIONS),
    limits: new RateLimits(core),
    drops,
    profileDrops,
    outside: new DetachedContext(),
    onDropped: ({ categories }, reason) =>
      categories.forEach((category) => options.recordDroppedEvent(CLIENT_REPORT[reason], category)),
  });
  const transport = new SentryTransport(delivery, core, drops);
  const unsent = (): ExitFlush => ({
    url: options.url,
    headers: target.headers,
    bodies: delivery.unsent().map(({ body }) => body),
  });
  return { delivery, drops, profileDrops, transport, unsent };
}
