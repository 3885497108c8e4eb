// What follows from the options and is used outside the app: numbers for its manifests.
// Enters: options, as the module takes them.
// Leaves: plain values; nothing is read and nothing is written.
export { podTimings } from './kubernetes/pod-timings';
export type { PodTimings, ProbeTimings, PodTimingOptions } from './kubernetes/pod-timings';
