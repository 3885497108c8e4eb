import { bundleRemedy, ObservabilityError } from '../../../core';

/** A log file cannot be written, or must not be: another user may have created it. */
export class LogFileError extends ObservabilityError {
  readonly code = 'LOGS_FILE_NOT_WRITABLE';

  /** @param option the option of the path, for example `logs.destinations.file.path` */
  static for(option: string, path: string, cause: unknown): LogFileError {
    const { code = String(cause) } = cause as NodeJS.ErrnoException;
    return new LogFileError(
      `${option} is "${path}", which cannot be written (${code}). ` +
        'Create its folder, give the user that runs the app write permission, or use another path.',
      { cause },
    );
  }

  /** @param danger what is wrong, after the path: 'is a symbolic link' */
  static refused(option: string, path: string, danger: string): LogFileError {
    return new LogFileError(
      `${option} is "${path}", which ${danger}. ` +
        'Use a file in a folder that only the user that runs the app can write to.',
    );
  }
}

/** A destination needs a package that is not installed. */
export class DestinationPackageMissingError extends ObservabilityError {
  readonly code = 'LOGS_DESTINATION_PACKAGE_MISSING';

  /** @param option the destination, for example `logs.destinations.mail` */
  static for(option: string, packageName: string, cause: unknown): DestinationPackageMissingError {
    return new DestinationPackageMissingError(
      `${option} needs the package ${packageName}. ` +
        `Install it (npm install ${packageName}) or remove the destination.` +
        bundleRemedy(packageName),
      { cause },
    );
  }
}

/** A pino transport cannot be started. */
export class LogTransportError extends ObservabilityError {
  readonly code = 'LOGS_TRANSPORT_NOT_STARTED';

  static for(option: string, target: string, cause: unknown): LogTransportError {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new LogTransportError(
      `${option}.target is "${target}", which cannot be started as a pino transport: ${reason}. ` +
        'Install the package, or name another target.',
      { cause },
    );
  }

  static inBundle(option: string, target: string): LogTransportError {
    return new LogTransportError(
      `${option}.target is "${target}", a pino transport, which runs from files of its own, and this app is a bundle ` +
        'without them. Add esbuild-plugin-pino or pino-webpack-plugin to the bundler, or remove the destination.',
    );
  }
}

/** A logger selects a destination that is not defined. */
export class UnknownDestinationError extends ObservabilityError {
  readonly code = 'LOGS_UNKNOWN_DESTINATION';

  static for(name: string, known: readonly string[]): UnknownDestinationError {
    return new UnknownDestinationError(
      `A logger writes to the log destination "${name}", which is not defined. ` +
        `Define it in logs.destinations, or use one of these: ${known.join(', ')}.`,
    );
  }
}
