import { ObservabilityError } from '../../core';

/** Two indicators have one name. */
export class DuplicateIndicatorError extends ObservabilityError {
  readonly code = 'HEALTH_DUPLICATE_INDICATOR';

  static for(name: string): DuplicateIndicatorError {
    return new DuplicateIndicatorError(
      `Two health indicators are named "${name}". Give one of them another name, ` +
        'or set health.autoWire to false when one of them is made for a client in the container.',
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
      `The health group "live" includes "${name}", which looks at a dependency. Kubernetes would restart the ` +
        'app again and again while the dependency is down. Remove it from health.liveness or from the group; ' +
        'health.allowDependenciesInLiveness lets it stay.',
    );
  }
}

/** There is no indicator of the requested name. */
export class UnknownIndicatorError extends ObservabilityError {
  readonly code = 'HEALTH_UNKNOWN_INDICATOR';

  static for(name: string, known: readonly string[]): UnknownIndicatorError {
    const list = known.length > 0 ? known.join(', ') : 'none';
    return new UnknownIndicatorError(
      `No health indicator is named "${name}". The app's indicators: ${list}.`,
    );
  }
}

/** There is no group of the requested name. */
export class UnknownHealthGroupError extends ObservabilityError {
  readonly code = 'HEALTH_UNKNOWN_GROUP';

  static for(name: string, known: readonly string[]): UnknownHealthGroupError {
    return new UnknownHealthGroupError(
      `No health group is named "${name}". The app's groups: ${known.join(', ')}.`,
    );
  }
}

/** A class has `@HealthProbe()` and cannot be one. */
export class InvalidHealthProbeError extends ObservabilityError {
  readonly code = 'HEALTH_INVALID_PROBE';

  static withoutCheck(className: string): InvalidHealthProbeError {
    return new InvalidHealthProbeError(
      `The class "${className}" has @HealthProbe() and no method check(). Give it one that returns ` +
        "a finding, for example async check() { return { status: 'healthy', message: 'fine' }; }.",
    );
  }

  static notSingleton(className: string): InvalidHealthProbeError {
    return new InvalidHealthProbeError(
      `The class "${className}" has @HealthProbe() and is made for each request, or depends on something ` +
        'that is. A probe asks outside any request: make the class, and what it injects, singletons.',
    );
  }
}
