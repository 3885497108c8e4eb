import type { CrashOrigin } from '../../core';

type Tell = (error: unknown, origin: CrashOrigin) => void;

/** The one through which Nest says why it gives up. */
interface ExceptionHandler {
  handle(error: unknown): void;
}

const FAILURE = 1;

/**
 * Sees why an app does not start. Nest logs the error and ends the process in the same breath; so an
 * error that it was about to end with is told when the process does end. Where the app asked Nest
 * not to (`abortOnError: false`) the error goes on to whoever started the app, and is told here only
 * if that ends the process at once.
 */
export class StartWatch {
  private failure: { readonly error: unknown } | undefined;
  private undo: (() => void) | undefined;

  constructor(private readonly tell: Tell) {}

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
    if (failure && code >= FAILURE) this.tell(failure.error, 'start');
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
