import type { Ancestry, Origin, RequestObservation, Tenant, TraceParent, User } from '../../core';
import type { ResolvedHttpCaptureOptions } from './http-capture.options';
import type { RequestIdOf } from './request-ids';

/** The origin of a request; its user and tenant are read from the framework's request when a signal needs them. */
export class HttpOrigin implements Origin {
  /** Undefined once the request is over; user and tenant are kept then. */
  observation: RequestObservation | undefined = undefined;
  readonly parent: TraceParent | undefined;
  readonly untrusted: TraceParent | undefined;
  readonly baggage: string | undefined;
  private lastUser: User | undefined = undefined;
  private lastTenant: Tenant | undefined = undefined;

  constructor(
    readonly id: RequestIdOf,
    { parent, untrusted, baggage }: Ancestry,
    private readonly resolvers: Pick<ResolvedHttpCaptureOptions, 'user' | 'tenant'>,
  ) {
    this.parent = parent;
    this.untrusted = untrusted;
    this.baggage = baggage;
  }

  get requestId(): string | undefined {
    return this.id.read(this.observation);
  }

  user(): User | undefined {
    if (!this.observation) return this.lastUser;
    try {
      return this.resolvers.user(this.observation.framework);
    } catch {
      // The app's own function, called while a log line is written: its fault must not end there.
      return undefined;
    }
  }

  tenant(): Tenant | undefined {
    if (!this.observation) return this.lastTenant;
    try {
      return this.resolvers.tenant?.(this.observation.framework);
    } catch {
      return undefined;
    }
  }

  settle(): void {
    if (this.observation) this.id.settle(this.observation);
    this.lastUser = this.user();
    this.lastTenant = this.tenant();
    this.observation = undefined;
  }
}
