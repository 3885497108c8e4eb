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
    help: 'Always 1; says which program and version runs in which environment, and its commit where it is known.',
    unit: 'info',
    labels: ['service', 'version', 'environment', 'commit'],
    aggregation: 'first',
  },
  dropped: {
    name: 'observability_dropped_total',
    type: 'counter',
    help: 'Telemetry that was dropped, by the part that dropped it and, where known, the reason.',
    unit: 'records',
    labels: ['part', 'reason'],
  },
  errorEventsDelivered: {
    name: 'observability_error_events_delivered_total',
    type: 'counter',
    help: 'Error events that Sentry accepted; with the dropped and the waiting ones, all that were captured.',
    unit: 'events',
    labels: [],
  },
  errorEventsWaiting: {
    name: 'observability_error_events_waiting',
    type: 'gauge',
    help: 'Error events that are waiting to be sent or in flight.',
    unit: 'events',
    labels: [],
  },
  logLinesDropped: {
    name: 'observability_log_lines_dropped_total',
    type: 'counter',
    help: 'Log lines that a destination could not write, by level and by what was wrong with it.',
    unit: 'lines',
    labels: ['destination', 'level', 'reason'],
  },
  labelOverflow: {
    name: 'observability_label_overflow_total',
    type: 'counter',
    help: 'Records that exceeded the label limit of their metric and were counted as __other__.',
    unit: 'records',
    labels: ['metric', 'label'],
  },
  misuse: {
    name: 'observability_metric_misuse_total',
    type: 'counter',
    help: 'Metric calls that could not be recorded as requested: bad values, unknown labels.',
    unit: 'calls',
    labels: ['metric', 'reason'],
  },
} as const satisfies Record<string, MetricDefinition>;
