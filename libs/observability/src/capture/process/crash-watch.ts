import type { CrashOrigin } from '../../core';
import { rejectionRule } from './rejection-rule';

type Notify = (error: unknown, origin: CrashOrigin) => void;

/**
 * Sees crashes without changing them: Node calls a monitor before it does what it would do anyway.
 * A rejection never gets there where the app listens to rejections itself, or has configured Node to
 * ignore them; those are observed by a listener of our own.
 */
export class CrashWatch {
  private readonly rule = rejectionRule(process.execArgv, process.env);
  private isListening = false;
  private justReported: { readonly reason: unknown } | undefined;

  constructor(private readonly notify: Notify) {}

  start(): void {
    process.on('uncaughtExceptionMonitor', this.onCrash);
    process.on('newListener', this.onAdded);
    process.on('removeListener', this.onRemoved);
    this.listenBeside(this.othersListen());
  }

  stop(): void {
    process.off('uncaughtExceptionMonitor', this.onCrash);
    process.off('newListener', this.onAdded);
    process.off('removeListener', this.onRemoved);
    this.listenBeside(false);
  }

  private readonly onCrash = (error: unknown, origin: CrashOrigin): void => {
    // A listener of the app may throw the rejection that it got.
    if (this.justReported === undefined || this.justReported.reason !== error)
      this.notify(error, origin);
  };

  private readonly onRejection = (reason: unknown): void => {
    this.justReported = { reason };
    setImmediate(() => (this.justReported = undefined)).unref();
    this.notify(reason, 'unhandledRejection');
  };

  private readonly onAdded = (event: string | symbol, listener: unknown): void => {
    if (event === 'unhandledRejection' && listener !== this.onRejection) this.listenBeside(true);
  };

  private readonly onRemoved = (event: string | symbol): void => {
    if (event === 'unhandledRejection') this.listenBeside(this.othersListen());
  };

  private othersListen(): boolean {
    return process.listeners('unhandledRejection').some((other) => other !== this.onRejection);
  }

  private listenBeside(others: boolean): void {
    const isWatching = process.listeners('uncaughtExceptionMonitor').includes(this.onCrash);
    const isWanted = isWatching && (this.rule === 'always' || (this.rule === 'beside' && others));
    if (isWanted === this.isListening) return;
    this.isListening = isWanted;
    if (isWanted) process.on('unhandledRejection', this.onRejection);
    else process.off('unhandledRejection', this.onRejection);
  }
}
