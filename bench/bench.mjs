// npm run bench: measures what watching an app costs; README.md says how.
import { createRequire } from 'node:module';
import { prepare } from './prepare.mjs';

prepare();
const { bench } = createRequire(import.meta.url)('./dist/harness/bench.js');

bench(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`✗ ${error.stack}\n`);
  process.exit(1);
});
