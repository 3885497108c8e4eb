import { MAX_CONNECTIONS } from '../../export';
import type { Parcel } from '../sdk/parcel';

/** Bodies that may be under way together, in bytes; a larger one goes alone. */
const MAX_IN_FLIGHT_BYTES = 4_194_304;

/**
 * The envelopes that are under way. While the back end is well they are bounded by their bytes and
 * by the pool of connections; while it is ill there is one. When it is well again, each answer
 * allows one more: a back end that has just come back is not met by everything that has waited.
 */
export class InFlight {
  private readonly parcels = new Set<Parcel>();
  private allowed = MAX_CONNECTIONS;
  private bytes = 0;

  hasRoomFor({ body }: Parcel): boolean {
    if (this.parcels.size === 0) return true;
    return this.parcels.size < this.allowed && this.bytes + body.length <= MAX_IN_FLIGHT_BYTES;
  }

  add(parcel: Parcel): void {
    this.parcels.add(parcel);
    this.bytes += parcel.body.length;
  }

  /** @returns false where it was given up meanwhile */
  remove(parcel: Parcel): boolean {
    if (!this.parcels.delete(parcel)) return false;
    this.bytes -= parcel.body.length;
    return true;
  }

  all(): readonly Parcel[] {
    return [...this.parcels];
  }

  clear(): void {
    this.parcels.clear();
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
