import { MAX_CONNECTIONS } from '../http/http-sender';
import type { SerializedEnvelope } from './serialized-envelope';

/** Maximum total size of the bodies in flight, in bytes; a larger one is sent alone. */
const MAX_IN_FLIGHT_BYTES = 4_194_304;

/**
 * The envelopes in flight. While Sentry responds they are bounded by their bytes and by the pool of
 * connections; while it fails there is one. When it recovers, each response allows one more, so it is
 * not hit by everything that has waited.
 */
export class InFlight {
  private readonly envelopes = new Set<SerializedEnvelope>();
  private allowed = MAX_CONNECTIONS;
  private bytes = 0;

  hasRoomFor({ body }: SerializedEnvelope): boolean {
    if (this.envelopes.size === 0) return true;
    return this.envelopes.size < this.allowed && this.bytes + body.length <= MAX_IN_FLIGHT_BYTES;
  }

  add(envelope: SerializedEnvelope): void {
    this.envelopes.add(envelope);
    this.bytes += envelope.body.length;
  }

  /** @returns false where it was abandoned meanwhile */
  remove(envelope: SerializedEnvelope): boolean {
    if (!this.envelopes.delete(envelope)) return false;
    this.bytes -= envelope.body.length;
    return true;
  }

  all(): readonly SerializedEnvelope[] {
    return [...this.envelopes];
  }

  clear(): void {
    this.envelopes.clear();
    this.bytes = 0;
  }

  /** From now on one at a time. */
  narrow(): void {
    this.allowed = 1;
  }

  /** One more at a time. */
  widen(): void {
    this.allowed = Math.min(MAX_CONNECTIONS, this.allowed + 1);
  }
}
