import type { Provider } from '@nestjs/common';
import { backEndsFeature } from './back-ends.feature';
import { captureFeature } from './capture.feature';
import { endpointsFeature } from './endpoints.feature';
import { errorsFeature } from './errors.feature';
import { eventsFeature } from './events.feature';
import type { Feature } from './feature';
import { FeatureRunner } from './feature-runner';
import { healthFeature } from './health.feature';
import { integrationsFeature } from './integrations.feature';
import { lifecycleFeature } from './lifecycle.feature';
import { logsFeature } from './logs.feature';
import { methodsFeature } from './methods.feature';
import { metricsFeature } from './metrics.feature';
import { nestjsPinoFeature } from './nestjs-pino.feature';
import { observerFeature } from './observer.feature';
import { optionsFeature } from './options.feature';
import { processFeature } from './process.feature';
import { redactionFeature } from './redaction.feature';
import { terminusFeature } from './terminus.feature';
import { FEATURES, STARTUP } from '../options/tokens';

/** All features, in the order in which they start; they stop and close in the reverse order. */
const ALL: readonly Feature[] = [
  // Closes last: its time limit holds for the flush and the close of all others.
  lifecycleFeature,
  // Starts before what logs, and closes after it.
  logsFeature,
  // Refuses a module that is configured twice, before anything is wrapped twice.
  optionsFeature,
  // These three start nothing.
  redactionFeature,
  backEndsFeature,
  observerFeature,
  // Closes after the flush: what crashes the process until then is still reported.
  processFeature,
  // Before health: its answers are health's.
  terminusFeature,
  // Methods are wrapped inside what the integrations wrap, and metrics declare their measurements.
  methodsFeature,
  // Adds the indicators that the health groups name.
  integrationsFeature,
  healthFeature,
  // Collects from the methods and clients that were found.
  metricsFeature,
  // Starts nothing.
  eventsFeature,
  // Takes what the app captures by Sentry's own functions, from the first request on.
  errorsFeature,
  // Before requests: each of them gets a log.
  nestjsPinoFeature,
  // Last: a request finds all others started. It also stops before them, so that none misses the end of a request.
  captureFeature,
  // When it is ready, the routes of the app are known, and its own yield to them.
  endpointsFeature,
];

/** Everything that the module provides. */
export const PROVIDERS: Provider[] = [
  ...ALL.flatMap(({ providers }) => providers),
  { provide: FEATURES, useValue: ALL },
  { provide: STARTUP, useClass: FeatureRunner },
];

/** What the app may inject. */
export const EXPORTS = ALL.flatMap(({ exports = [] }) => exports);
