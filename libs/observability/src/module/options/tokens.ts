/** The options as the user gave them. */
export const GIVEN_OPTIONS = Symbol('OBSERVABILITY_GIVEN_OPTIONS');
/** The options, checked and filled in. */
export const OPTIONS = Symbol('OBSERVABILITY_OPTIONS');
/** Sentry's SDK, started; undefined without a DSN. */
export const SENTRY = Symbol('OBSERVABILITY_SENTRY');
/** Where errors go; undefined when nothing leaves the machine. */
export const ERROR_SINK = Symbol('OBSERVABILITY_ERROR_SINK');
/** The server of the management port; undefined without one. */
export const MANAGEMENT_SERVER = Symbol('OBSERVABILITY_MANAGEMENT_SERVER');
/** Guards the app's prom-client metrics; undefined when not configured. */
export const PROM_CLIENT_GUARD = Symbol('OBSERVABILITY_PROM_CLIENT_GUARD');
/** What the endpoints show, and what they report to. */
export const ENDPOINT_PARTS = Symbol('OBSERVABILITY_ENDPOINT_PARTS');
/** What the pages of health are made of. */
export const HEALTH_PAGES = Symbol('OBSERVABILITY_HEALTH_PAGES');
/** Starts and stops the features. A token, so that naming the module loads none of them. */
export const STARTUP = Symbol('OBSERVABILITY_STARTUP');
/** The features of the module, in the order in which they start. */
export const FEATURES = Symbol('OBSERVABILITY_FEATURES');
/** Sentry and the OTLP exporter, started. */
export const BACK_ENDS = Symbol('OBSERVABILITY_BACK_ENDS');
