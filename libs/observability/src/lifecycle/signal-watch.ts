/** Listens to signals before all other listeners. */
export class SignalWatch {
  private readonly signals = new Set<NodeJS.Signals>();

  constructor(private readonly onSignal: (signal: NodeJS.Signals) => void) {}

  /** Only for signals on which another listener ends the app: any listener keeps the process alive. */
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
