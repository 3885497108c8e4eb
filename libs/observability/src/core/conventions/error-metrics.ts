import type { MetricDefinition } from './metric-definition';

/** Unhandled errors, and what the app reports by hand. */
export const ERROR_METRICS = {
  errors: {
    name: 'app_errors_total',
    type: 'counter',
    help: 'Errors, each occurrence counted once: where they were met, and whether they were reported or ignored by a rule.',
    unit: 'errors',
    labels: ['origin', 'outcome'],
  },
  businessErrors: {
    name: 'business_errors_total',
    type: 'counter',
    help: 'Business errors that the app tracked, by type.',
    unit: 'errors',
    labels: ['type'],
  },
  performanceIssues: {
    name: 'performance_issues_total',
    type: 'counter',
    help: 'Operations that the app found slower than their threshold.',
    unit: 'issues',
    labels: ['operation'],
  },
} as const satisfies Record<string, MetricDefinition>;
