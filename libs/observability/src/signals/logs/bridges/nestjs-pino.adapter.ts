import type { DynamicModule } from '@nestjs/common';
import type { Logger } from 'pino';

/** An instance of nestjs-pino's `PinoLogger`. */
export interface PinoLogger {
  readonly logger: Logger;
}

/** The members of nestjs-pino that are used. */
export interface NestjsPino {
  readonly LoggerModule: { forRootAsync(params: object): DynamicModule };
  /** What an app passes to `app.useLogger()`. */
  readonly Logger: { readonly prototype: object };
  readonly PinoLogger: {
    new (params: object): PinoLogger;
    readonly prototype: object;
    root?: Logger;
  };
}

/** nestjs-pino, if it is installed. The literal name lets bundlers include it. */
export function loadNestjsPino(): NestjsPino | undefined {
  try {
    return require('nestjs-pino') as NestjsPino;
  } catch {
    // It is optional; an app that uses it fails by its own import.
    return undefined;
  }
}
