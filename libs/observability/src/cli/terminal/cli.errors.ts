import { ObservabilityError } from '../../core';

/** The command was called in a way that it does not understand. */
export class UsageError extends ObservabilityError {
  readonly code = 'CLI_USAGE';

  static because(reason: string): UsageError {
    return new UsageError(`${reason} See nestjs-observability --help.`);
  }
}

/** The command could not be carried out. */
export class CommandError extends ObservabilityError {
  readonly code = 'CLI_FAILED';

  static refused(system: string, status: number, hint: string): CommandError {
    return new CommandError(`${system} answered ${status}. ${hint}`);
  }

  static unreachable(system: string, host: string, reason: string): CommandError {
    return new CommandError(`${system} at ${host} cannot be reached: ${reason}.`);
  }

  static noHealthPage(host: string, status: number, hint: string): CommandError {
    return new CommandError(`${host} answered ${status} with no health page. ${hint}`);
  }

  static detailsAreClosed(check: string, hint: string): CommandError {
    return new CommandError(`The health page does not show the check "${check}". ${hint}`);
  }

  static appFailed(file: string, reason: string, options?: ErrorOptions): CommandError {
    return new CommandError(`The app in ${file} ${reason}`, options);
  }
}
