// The process, Node.js and the machine: memory, CPU, event loop, garbage collection, limits.
// Enters: procfs and control groups on Linux, Node's own figures everywhere.
// Leaves: collectors at scrape and indicators; nothing of them runs when the app has stopped.
export { runtimeIndicators } from './runtime-indicators';
export type { RuntimeIndicator } from './runtime-indicators';
export { runtimeCollectors } from './runtime-collector';
