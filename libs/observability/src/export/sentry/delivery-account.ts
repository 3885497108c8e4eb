import type { DropReporter } from '../../core';
import { CAUSES, QUEUE_FULL_WHILE_RESPONDING } from './drop-reasons';
import type { DeliveryDropReason } from './drop-reasons';
import type { SerializedEnvelope } from './serialized-envelope';

/** Where a delivery reports what it drops. */
export interface AccountParts {
  readonly drops: DropReporter;
  /** Counts dropped profiles, without a warning. */
  readonly profileDrops: Pick<DropReporter, 'leftOut'>;
  /** Called for each dropped envelope, for Sentry's own statistics. */
  readonly onDropped?: (envelope: SerializedEnvelope, reason: DeliveryDropReason) => void;
}

/** Counts what Sentry accepted and what was dropped: error events and profiles, each for itself. */
export class DeliveryAccount {
  private accepted = 0;

  constructor(private readonly parts: AccountParts) {}

  /** How many error events Sentry has accepted. */
  get delivered(): number {
    return this.accepted;
  }

  deliver({ isError }: SerializedEnvelope): void {
    if (!isError) return;
    this.accepted += 1;
    this.parts.drops.delivered();
  }

  /** @param isFailing whether Sentry does not respond: a queue that is full meanwhile has another cause */
  drop(envelope: SerializedEnvelope, reason: DeliveryDropReason, isFailing: boolean): void {
    const isSlow = reason === 'queue_full' && !isFailing;
    const cause = isSlow ? QUEUE_FULL_WHILE_RESPONDING : CAUSES[reason];
    if (envelope.isError) this.parts.drops.dropped(1, cause, reason);
    if (envelope.isProfile) this.parts.profileDrops.leftOut(1, reason);
    this.parts.onDropped?.(envelope, reason);
  }

  /** The app ends, and nothing waits for these any longer. */
  abandon(left: readonly SerializedEnvelope[], isUnreachable: boolean): void {
    const events = left.filter(({ isError }) => isError).length;
    const profiles = left.filter(({ isProfile }) => isProfile).length;
    const reason = isUnreachable ? 'network_error' : 'shutdown';
    const cause = isUnreachable ? `, and ${CAUSES.network_error}` : '';
    const why = `the app ended before the last ${events} were sent${cause}`;
    this.parts.drops.dropped(events, why, reason);
    if (profiles > 0) this.parts.profileDrops.leftOut(profiles, reason);
  }
}
