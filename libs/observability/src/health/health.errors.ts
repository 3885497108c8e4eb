import { ObservabilityError } from '../core';

/** Two indicators have one name. */
export class DuplicateIndicatorError extends ObservabilityError {
  readonly code = 'HEALTH_DUPLICATE_INDICATOR';

  static for(name: string): DuplicateIndicatorError {
    return new DuplicateIndicatorError(
      `Two health indicators are named "${name}". Give one of them another name.`,
    );
  }
}

/** An indicator has no name that can be shown. */
export class UnnamedIndicatorError extends ObservabilityError {
  readonly code = 'HEALTH_UNNAMED_INDICATOR';

  static for(name: unknown): UnnamedIndicatorError {
    return new UnnamedIndicatorError(
      `A health indicator has the name ${JSON.stringify(name)}. Give it a name of letters, digits, "-", "_", "." or ":".`,
    );
  }
}

/** Liveness is to include something that is not the process itself. */
export class DependencyInLivenessError extends ObservabilityError {
  readonly code = 'HEALTH_DEPENDENCY_IN_LIVENESS';

  static for(name: string): DependencyInLivenessError {
    return new DependencyInLivenessError(
      `health.liveness names "${name}", which looks at a dependency. Kubernetes would restart the app ` +
        'again and again while the dependency is down. Remove it from health.liveness; readiness includes it already.',
    );
  }
}

/** Liveness names an indicator that is not there. */
export class UnknownIndicatorError extends ObservabilityError {
  readonly code = 'HEALTH_UNKNOWN_INDICATOR';

  static for(name: string, known: readonly string[]): UnknownIndicatorError {
    const list = known.length > 0 ? known.join(', ') : 'none';
    return new UnknownIndicatorError(
      `No health indicator is named "${name}". The app's indicators: ${list}.`,
    );
  }
}
