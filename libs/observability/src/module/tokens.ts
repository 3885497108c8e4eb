/** The options as the user gave them. */
export const GIVEN_OPTIONS = Symbol('OBSERVABILITY_GIVEN_OPTIONS');
/** The options, checked and filled in. */
export const OPTIONS = Symbol('OBSERVABILITY_OPTIONS');
/** Where errors go; undefined when nothing leaves the machine. */
export const ERROR_SINK = Symbol('OBSERVABILITY_ERROR_SINK');
