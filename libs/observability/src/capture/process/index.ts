// Uncaught errors: crashes, unhandled rejections, a start that fails.
// Enters: what Node reports of the process, and what Nest does before it gives up.
// Leaves: each such error, reported once to the newest app of the process; Node's own behaviour stays.
export { watchProcess, watchStart } from './process-watch';
export type { ProcessListener } from './process-watch';
