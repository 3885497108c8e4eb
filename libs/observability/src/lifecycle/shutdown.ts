import type { AvailabilityService } from '../health';
import { stopListening, untilQuiet } from './draining';
import type { HttpServers } from './http-servers';
import type { LastResort } from './last-resort';
import { drainDelayOf } from './lifecycle.options';
import type { ResolvedLifecycleOptions } from './lifecycle.options';
import type { RoutingWatch } from './routing-watch';
import { SignalWatch } from './signal-watch';
import { Step } from './step';
import { nameStuck, untilHeard } from './stuck-requests';
import type { ObservationOf, ShutdownVoice } from './stuck-requests';

/** What `npm` passes on comes a second time within this; somebody who is impatient takes longer. */
const SAME_SIGNAL_MS = 300;

/** What the end of the app needs besides its options. */
export interface ShutdownSurroundings {
  readonly availability: AvailabilityService;
  readonly servers: HttpServers;
  readonly routing: Pick<RoutingWatch, 'isRouted'>;
  readonly lastResort: LastResort;
  readonly voice: ShutdownVoice;
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
  private heardAt = 0;
  private drainDelayMs = 0;
  private step: Step | undefined;
  private drained: Promise<void> | undefined;

  constructor(
    private readonly options: ResolvedLifecycleOptions,
    private readonly around: ShutdownSurroundings,
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
    const { signal, around } = this;
    around.availability.stopping('The app is closing');
    around.servers.announceEnd();
    if (!signal) return;
    this.drained ??= this.drainOnce();
    await this.drained;
    around.lastResort.start(signal);
  }

  /** Nothing of it is left from now on. */
  end(): void {
    this.signals.stop();
    this.around.lastResort.stop();
  }

  private signalled(signal: NodeJS.Signals): void {
    const now = performance.now();
    const isSame = now - this.heardAt < SAME_SIGNAL_MS;
    if (this.signal && isSame) return;
    this.heardAt = now;
    if (this.signal) this.hasten(this.signal);
    else this.begin(signal);
  }

  private begin(signal: NodeJS.Signals): void {
    const { availability, servers, lastResort, voice } = this.around;
    const drainDelayMs = drainDelayOf(this.options, this.around.routing.isRouted);
    this.drainDelayMs = drainDelayMs;
    this.signal = signal;
    // A start that hangs is no reason to stay.
    if (!availability.hasStarted && !servers.areListening) lastResort.start(signal);
    availability.stopping(`Received ${signal}`);
    servers.announceEnd();
    const still =
      this.isServing && drainDelayMs > 0 ? `; still serving for ${drainDelayMs} ms` : '';
    voice.info(`Received ${signal}: readiness is failing${still}`);
  }

  private hasten(signal: NodeJS.Signals): void {
    if (this.step) this.step.finish();
    else void this.around.lastResort.take(signal, 'Received a second signal');
  }

  private get isServing(): boolean {
    return this.around.servers.areListening || this.around.takesMessages();
  }

  private async drainOnce(): Promise<void> {
    const { servers } = this.around;
    if (!this.isServing) return;
    await this.begun(this.drainDelayMs).over;
    await stopListening(servers);
    const grace = this.begun(this.options.graceMs);
    await untilQuiet(servers, grace);
    grace.finish();
    this.step = undefined;
    await this.cutOff();
  }

  private begun(limitMs: number): Step {
    this.step = new Step(limitMs);
    return this.step;
  }

  private async cutOff(): Promise<void> {
    const { servers, voice, observationOf } = this.around;
    const responses = servers.cut();
    await untilHeard(responses);
    nameStuck(
      responses.flatMap((response) => observationOf(response) ?? []),
      voice,
    );
  }
}
