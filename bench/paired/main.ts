import { paired } from './paired';

paired(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`✗ ${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
