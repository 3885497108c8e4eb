import type { CrashOrigin } from '../../core';

type Notify = (error: unknown, origin: CrashOrigin) => void;

/** Through this handler Nest reports why it gives up. */
interface ExceptionHandler {
  handle(error: unknown): void;
}

const FAILURE = 1;

/**
 * Detects why an app does not start. Nest logs the error and ends the process at once, so the error is
 * reported when the process ends. With `abortOnError: false` Nest throws the error to the code that
 * started the app, and it is reported here only if that ends the process at once.
 */
export class StartWatch {
  private failure: { readonly error: unknown } | undefined;
  private undo: (() => void) | undefined;

  constructor(private readonly notify: Notify) {}

  start(): void {
    const handler = this.undo ? undefined : nestsHandler();
    if (!handler) return;
    const { handle } = handler;
    const noted = (error: unknown): void => {
      this.note(error);
      handle.call(handler, error);
    };
    handler.handle = noted;
    // Before whatever delivers what is left.
    process.prependListener('exit', this.onExit);
    this.undo = () => {
      if (handler.handle === noted) handler.handle = handle;
      process.off('exit', this.onExit);
    };
  }

  stop(): void {
    this.undo?.();
    this.undo = undefined;
  }

  /** It has been reported as an uncaught error. */
  forget(error: unknown): void {
    if (this.failure?.error === error) this.failure = undefined;
  }

  private note(error: unknown): void {
    this.failure = { error };
    setImmediate(() => (this.failure = undefined)).unref();
  }

  private readonly onExit = (code: number): void => {
    const { failure } = this;
    this.failure = undefined;
    if (failure && code >= FAILURE) this.notify(failure.error, 'start');
  };
}

/** Nest keeps it in a static field that its types do not show; missing without Nest, or in a later one. The literal name lets bundlers include it. */
function nestsHandler(): ExceptionHandler | undefined {
  try {
    const zone = require('@nestjs/core/errors/exceptions-zone.js') as {
      ExceptionsZone?: { exceptionHandler?: ExceptionHandler };
    };
    return zone.ExceptionsZone?.exceptionHandler;
  } catch {
    return undefined;
  }
}
