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

/** What `npm` passes on comes a second time within this; somebody who is impatient takes longer. */
const SAME_SIGNAL_MS = 300;

/** What the end of the app needs besides its options. */
export interface ShutdownParts {
  readonly availability: AvailabilityService;
  readonly servers: HttpServers;
  readonly routing: Pick<RoutingWatch, 'isRouted'>;
  readonly forcedExit: ForcedExit;
  readonly logger: ShutdownLogger;
  readonly observationOf: ObservationOf;
  /** Whether messages come by other servers than those of HTTP. */
  readonly takesMessages: () => boolean;
}

/**
 * The end of the app by a signal, step by step: readiness fails while it still serves, then no
 * connection is taken, then requests under way finish or are cut off. Each further signal ends the
 * step under way.
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

  /** To be called with the signals that end the app. */
  listenTo(signals: readonly NodeJS.Signals[]): void {
    this.signals.start(signals);
  }

  /**
   * To be awaited before anything of the app is taken apart. An app that is closed by hand waits
   * for nothing; its connections close after their answers, as they would otherwise hold the server.
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

  /** Nothing of it is left from now on. */
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
    // A start that hangs is no reason to stay.
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
