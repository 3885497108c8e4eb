import type { AvailabilityService } from '../health';
import { stopListening, untilIdle } from './draining';
import type { HttpServers } from './http-servers';
import type { ForcedExit } from './forced-exit';
import { drainDelayOf } from './lifecycle.options';
import type { ResolvedLifecycleOptions } from './lifecycle.options';
import type { RoutingWatch } from './routing-watch';
import { SignalWatch } from './signal-watch';
import { ShutdownPhase } from './shutdown-phase';
import { logCutOff, untilClosed } from './cut-off-requests';
import type { ObservationOf, ShutdownLogger } from './cut-off-requests';

/** `npm` forwards a signal a second time within this; a person takes longer. */
const SAME_SIGNAL_MS = 300;

/** Dependencies of the shutdown, besides its options. */
export interface ShutdownParts {
  readonly availability: AvailabilityService;
  readonly servers: HttpServers;
  readonly routing: Pick<RoutingWatch, 'isRouted'>;
  readonly forcedExit: ForcedExit;
  readonly logger: ShutdownLogger;
  readonly observationOf: ObservationOf;
  /** Whether the app receives messages by other transports than HTTP. */
  readonly takesMessages: () => boolean;
}

/**
 * The graceful shutdown by a signal, in phases: readiness fails while the app still serves, then no
 * more connections are accepted, then requests in flight finish or are cut off. Each further signal
 * ends the current phase.
 */
export class Shutdown {
  private readonly signals = new SignalWatch((signal) => this.signalled(signal));
  private signal: NodeJS.Signals | undefined;
  private lastSignalAt = 0;
  private drainDelayMs = 0;
  private phase: ShutdownPhase | undefined;
  private drained: Promise<void> | undefined;

  constructor(
    private readonly options: ResolvedLifecycleOptions,
    private readonly parts: ShutdownParts,
  ) {}

  /** Called with the signals that shut the app down. */
  listenTo(signals: readonly NodeJS.Signals[]): void {
    this.signals.start(signals);
  }

  /**
   * Awaited before any part of the app is destroyed. `app.close()` without a signal does not wait; its
   * connections close after their responses, because they would otherwise keep the server open.
   */
  async drain(): Promise<void> {
    const { signal, parts } = this;
    parts.availability.stopping('The app is closing');
    parts.servers.announceClose();
    if (!signal) return;
    this.drained ??= this.drainOnce();
    await this.drained;
    parts.forcedExit.start(signal);
  }

  /** Removes all listeners and timers. */
  stop(): void {
    this.signals.stop();
    this.parts.forcedExit.stop();
  }

  private signalled(signal: NodeJS.Signals): void {
    const now = performance.now();
    const isSame = now - this.lastSignalAt < SAME_SIGNAL_MS;
    if (this.signal && isSame) return;
    this.lastSignalAt = now;
    if (this.signal) this.endPhase(this.signal);
    else this.begin(signal);
  }

  private begin(signal: NodeJS.Signals): void {
    const { availability, servers, forcedExit, logger } = this.parts;
    const drainDelayMs = drainDelayOf(this.options, this.parts.routing.isRouted);
    this.drainDelayMs = drainDelayMs;
    this.signal = signal;
    // A start that hangs must not keep the process alive.
    if (!availability.hasStarted && !servers.areListening) forcedExit.start(signal);
    availability.stopping(`Received ${signal}`);
    servers.announceClose();
    const still =
      this.isServing && drainDelayMs > 0 ? `; still serving for ${drainDelayMs} ms` : '';
    logger.info(`Received ${signal}: readiness is failing${still}`);
  }

  private endPhase(signal: NodeJS.Signals): void {
    if (this.phase) this.phase.finish();
    else void this.parts.forcedExit.exit(signal, 'Received a second signal');
  }

  private get isServing(): boolean {
    return this.parts.servers.areListening || this.parts.takesMessages();
  }

  private async drainOnce(): Promise<void> {
    const { servers } = this.parts;
    if (!this.isServing) return;
    await this.startPhase(this.drainDelayMs).done;
    await stopListening(servers);
    const grace = this.startPhase(this.options.graceMs);
    await untilIdle(servers, grace);
    grace.finish();
    this.phase = undefined;
    await this.cutOffRequests();
  }

  private startPhase(limitMs: number): ShutdownPhase {
    this.phase = new ShutdownPhase(limitMs);
    return this.phase;
  }

  private async cutOffRequests(): Promise<void> {
    const { servers, logger, observationOf } = this.parts;
    const responses = servers.cut();
    await untilClosed(responses);
    logCutOff(
      responses.flatMap((response) => observationOf(response) ?? []),
      logger,
    );
  }
}
