// Head sampling: whether a trace is recorded, decided once before any span is made.
// Enters: ratios from options or OpenTelemetry's variables; trace ids and the decisions of callers.
// Leaves: yes or no for each request, job or call.
export { ForcedBudget } from './forced-budget';
export { following, independent } from './head-sampler';
export type { Head, HeadSampler, Sampling } from './head-sampler';
export { samplerFrom, sentryRatio } from './sampler-from-env';
