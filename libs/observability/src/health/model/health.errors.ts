import { ObservabilityError } from '../../core';

/** Two indicators have the same name. */
export class DuplicateIndicatorError extends ObservabilityError {
  readonly code = 'HEALTH_DUPLICATE_INDICATOR';

  static for(name: string): DuplicateIndicatorError {
    return new DuplicateIndicatorError(
      `Two health indicators are named "${name}". Give one of them another name, ` +
        'or set health.autoWire to false if one of them was created for a client in the container.',
    );
  }
}

/** An indicator has an invalid name. */
export class UnnamedIndicatorError extends ObservabilityError {
  readonly code = 'HEALTH_UNNAMED_INDICATOR';

  static for(name: unknown): UnnamedIndicatorError {
    return new UnnamedIndicatorError(
      `A health indicator has the name ${JSON.stringify(name)}. Give it a name of letters, digits, "-", "_", "." or ":".`,
    );
  }
}

/** Liveness includes a dependency. */
export class DependencyInLivenessError extends ObservabilityError {
  readonly code = 'HEALTH_DEPENDENCY_IN_LIVENESS';

  static for(name: string): DependencyInLivenessError {
    return new DependencyInLivenessError(
      `The health group "live" includes "${name}", which checks a dependency. Kubernetes would restart the ` +
        'app again and again while the dependency is down. Remove it from health.liveness or from the group, or set ' +
        'health.allowDependenciesInLiveness to true.',
    );
  }
}

/** No indicator has the requested name. */
export class UnknownIndicatorError extends ObservabilityError {
  readonly code = 'HEALTH_UNKNOWN_INDICATOR';

  static for(name: string, known: readonly string[]): UnknownIndicatorError {
    const list = known.length > 0 ? known.join(', ') : 'none';
    return new UnknownIndicatorError(
      `No health indicator is named "${name}". The app's indicators: ${list}.`,
    );
  }
}

/** No group has the requested name. */
export class UnknownHealthGroupError extends ObservabilityError {
  readonly code = 'HEALTH_UNKNOWN_GROUP';

  static for(name: string, known: readonly string[]): UnknownHealthGroupError {
    return new UnknownHealthGroupError(
      `No health group is named "${name}". The app's groups: ${known.join(', ')}.`,
    );
  }
}

/** A class has `@HealthProbe()` but cannot be a probe. */
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
      `The class "${className}" has @HealthProbe() and is request-scoped, or depends on a provider ` +
        'that is. Probes run outside requests: make the class, and everything that it injects, singletons.',
    );
  }
}
