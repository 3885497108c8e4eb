import { constants } from 'node:os';
import type { ShutdownLogger } from './cut-off-requests';

/** How shells encode a signal in an exit code. */
const EXIT_BY_SIGNAL = 128;

/** Ends an app whose own shutdown hooks do not finish, as the signal would have done without hooks. */
export class ForcedExit {
  private timer: NodeJS.Timeout | undefined;
  private isExiting = false;

  constructor(
    private readonly limitMs: number,
    private readonly logger: ShutdownLogger,
    /** Sends the remaining telemetry, within a timeout of its own. */
    private readonly flush: () => Promise<void>,
  ) {}

  /** Starts the timeout of the shutdown hooks. */
  start(signal: NodeJS.Signals): void {
    if (this.timer || this.isExiting) return;
    const reason = `The app's shutdown hooks did not finish within ${this.limitMs} ms`;
    this.timer = setTimeout(() => void this.exit(signal, reason), this.limitMs).unref();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** Ends the process now. */
  async exit(signal: NodeJS.Signals, reason: string): Promise<void> {
    if (this.isExiting) return;
    this.isExiting = true;
    this.stop();
    this.logger.warn(`${reason}; ${signal} ends the process`);
    await this.flush();
    // All listeners have received the signal already, and Nest ignores further ones.
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
    // Linux does not deliver such a signal to process 1, which an app is in a container.
    if (process.pid === 1) process.exit(EXIT_BY_SIGNAL + constants.signals[signal]);
  }
}
