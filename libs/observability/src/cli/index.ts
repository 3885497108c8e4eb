// The command `nestjs-observability`: tasks outside the app.
// Enters: arguments and environment of a build machine.
// Leaves: requests to other systems, one line for each on standard output, an exit code.
export { run } from './run';
export type { Terminal } from './terminal/terminal';
