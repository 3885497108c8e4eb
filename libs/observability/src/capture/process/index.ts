// Errors that nobody caught: crashes, rejections that nobody handles, a start that fails.
// Enters: what Node tells of the process, and what Nest does before it gives up.
// Leaves: each such error, told once to the newest app of the process; Node's own ways stay.
export { watchProcess, watchStart } from './process.watch';
export type { ProcessListener } from './process.watch';
