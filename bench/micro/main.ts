import { micro } from './micro';

micro(process.argv.slice(2)).then(
  // Apps of the measured library still have timers.
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`✗ ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
