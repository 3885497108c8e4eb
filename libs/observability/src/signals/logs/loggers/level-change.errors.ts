import { ObservabilityError } from '../../../core';
import { LEVEL_NUMBERS } from '../records/level';

/** A level cannot be changed as requested at run time. */
export class LevelChangeError extends ObservabilityError {
  readonly code = 'LOGS_LEVEL_CHANGE';

  static badName(): LevelChangeError {
    return new LevelChangeError(
      'A logger or class has a name of at most 100 letters, digits, ".", "_", "$" and "-".',
    );
  }

  static badLevel(): LevelChangeError {
    const known = Object.keys(LEVEL_NUMBERS).join(', ');
    return new LevelChangeError(
      `"level" must be one of ${known}; or null, which restores the level of the options.`,
    );
  }

  static badExpiry(most: number): LevelChangeError {
    return new LevelChangeError(
      `"expiresInSeconds" must be a whole number of seconds from 1 to ${most}.`,
    );
  }

  static security(): LevelChangeError {
    return new LevelChangeError(
      'The level of "security" is not changed at run time, because its lines record who changed levels. ' +
        'Set logs.loggers.security.level.',
    );
  }

  static tooMany(most: number): LevelChangeError {
    return new LevelChangeError(
      `${most} levels are changed already. Restore one first, with "level": null.`,
    );
  }
}
