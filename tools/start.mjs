// npm start: sets everything up and runs the demo shop. Ctrl-C ends it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, requireNode, ROOT } from './setup.mjs';

requireNode();
ensureInstalled();
ensureBuilt();

const demo = spawn(
  process.execPath,
  ['--enable-source-maps', join(ROOT, 'apps/demo/dist/main.js')],
  {
    stdio: 'inherit',
    env: { NODE_ENV: 'development', ...process.env },
  },
);

let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    isStopping = true;
    // A terminal sends Ctrl-C to the demo as well; it takes the second one for the first.
    demo.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
  });
}
demo.on('exit', (code) => process.exit(isStopping ? 0 : (code ?? 1)));
