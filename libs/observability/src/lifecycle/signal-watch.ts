/** Hears of signals before everybody else does. */
export class SignalWatch {
  private readonly signals = new Set<NodeJS.Signals>();

  constructor(private readonly onSignal: (signal: NodeJS.Signals) => void) {}

  /** To be called for signals that somebody else ends the app by: whoever listens keeps it alive. */
  start(signals: readonly NodeJS.Signals[]): void {
    for (const signal of signals.filter((each) => !this.signals.has(each))) {
      this.signals.add(signal);
      process.prependListener(signal, this.onSignal);
    }
  }

  stop(): void {
    for (const signal of this.signals) process.off(signal, this.onSignal);
    this.signals.clear();
  }
}
