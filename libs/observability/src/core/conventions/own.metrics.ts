import type { MetricDefinition } from './metric-definition';

/** The app's identity, its business, and what the library says of itself. */
export const OWN_METRICS = {
  activeUsers: {
    name: 'active_users',
    type: 'gauge',
    help: 'Users that are active now, as the app counts them.',
    unit: 'users',
    labels: [],
    aggregation: 'max',
  },
  userRegistrations: {
    name: 'user_registrations_total',
    type: 'counter',
    help: 'Users that registered, by the way they did.',
    unit: 'users',
    labels: ['method'],
  },
  businessEvents: {
    name: 'business_events_total',
    type: 'counter',
    help: 'Business events: tracked by the app, or read from the routes that stand for them.',
    unit: 'events',
    labels: ['event'],
  },
  businessEventValue: {
    name: 'business_event_value_total',
    type: 'counter',
    help: 'What business events were worth, in their unit (a currency, pieces).',
    unit: 'units',
    labels: ['event', 'unit'],
  },
  buildInfo: {
    name: 'app_build_info',
    type: 'gauge',
    help: 'Always 1; says which program and version runs in which environment.',
    unit: 'info',
    labels: ['service', 'version', 'environment'],
    aggregation: 'first',
  },
  lost: {
    name: 'observability_lost_total',
    type: 'counter',
    help: 'What telemetry could not record or deliver, by the part that lost it.',
    unit: 'records',
    labels: ['part'],
  },
  labelOverflow: {
    name: 'observability_label_overflow_total',
    type: 'counter',
    help: 'Records whose labels went beyond the limit of their metric and were counted as __other__.',
    unit: 'records',
    labels: ['metric', 'label'],
  },
  misuse: {
    name: 'observability_metric_misuse_total',
    type: 'counter',
    help: 'Calls of metrics that could not be recorded as asked: bad values, unknown labels.',
    unit: 'calls',
    labels: ['metric', 'reason'],
  },
} as const satisfies Record<string, MetricDefinition>;
