// npm run bench:paired: ours beside the bare app in one process, in turns; README.md says why.
import { prepare } from './prepare.mjs';

prepare();
await import('./dist/paired/main.js');
