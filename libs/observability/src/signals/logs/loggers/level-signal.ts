import type { LevelChanges } from './level-changes';
import { ROOT } from './levels';

const SIGNAL = 'SIGUSR2';
const LOOK_AGAIN_MS = 1000;

/** The listeners of this process's applications, which may be several. */
const ours = new WeakSet<NodeJS.SignalsListener>();

/**
 * SIGUSR2 enables debug lines of all loggers for 15 minutes; a second one disables them. It is not
 * used if the app listens to the signal itself, nor on Windows.
 */
export class LevelSignal {
  private lookAgain: NodeJS.Timeout | undefined;

  private readonly toggle = (): void => {
    const { until } = this.changes.stateOf(ROOT);
    this.changes.change(ROOT, { level: until === undefined ? 'debug' : null }, { signal: SIGNAL });
  };

  constructor(private readonly changes: LevelChanges) {
    ours.add(this.toggle);
  }

  /** Call it after the app has added its own listeners. */
  start(): void {
    if (process.platform === 'win32') return;
    this.take();
    // An application context is ready before its owner can enable shutdown hooks.
    this.lookAgain = setTimeout(() => this.take(), LOOK_AGAIN_MS).unref();
  }

  stop(): void {
    clearTimeout(this.lookAgain);
    process.removeListener(SIGNAL, this.toggle);
  }

  private take(): void {
    process.removeListener(SIGNAL, this.toggle);
    const others = process.listeners(SIGNAL).filter((listener) => !ours.has(listener));
    const ends = new Set(process.listeners('SIGTERM'));
    // Nest's shutdown hooks listen to every signal, and this one would shut down the app.
    for (const hook of others.filter((listener) => ends.has(listener))) {
      process.removeListener(SIGNAL, hook);
    }
    if (others.every((listener) => ends.has(listener))) process.on(SIGNAL, this.toggle);
  }
}
