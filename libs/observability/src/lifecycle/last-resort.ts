import { constants } from 'node:os';
import type { ShutdownVoice } from './stuck-requests';

/** How shells encode a signal in an exit code. */
const EXIT_BY_SIGNAL = 128;

/** Ends an app whose own shutdown hooks do not, as the signal would have done without any hooks. */
export class LastResort {
  private timer: NodeJS.Timeout | undefined;
  private isTaken = false;

  constructor(
    private readonly limitMs: number,
    private readonly voice: ShutdownVoice,
    /** Delivers what telemetry holds, within a limit of its own. */
    private readonly deliver: () => Promise<void>,
  ) {}

  /** From now on the hooks have so much time. */
  start(signal: NodeJS.Signals): void {
    if (this.timer || this.isTaken) return;
    const reason = `The app's shutdown hooks did not end within ${this.limitMs} ms`;
    this.timer = setTimeout(() => void this.take(signal, reason), this.limitMs).unref();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** Ends the process now. */
  async take(signal: NodeJS.Signals, reason: string): Promise<void> {
    if (this.isTaken) return;
    this.isTaken = true;
    this.stop();
    this.voice.warn(`${reason}; ${signal} ends the process`);
    await this.deliver();
    // All of them have heard the signal already, and Nest ignores it from then on.
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
    // Linux keeps such a signal from process 1, which is what an app is in a container.
    if (process.pid === 1) process.exit(EXIT_BY_SIGNAL + constants.signals[signal]);
  }
}
