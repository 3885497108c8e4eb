// npm run bench:micro: measures single operations of the library; README.md says which.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { prepare } from './prepare.mjs';

prepare();
const { nodeProgram } = createRequire(import.meta.url)('./dist/harness/node-programs.js');

// --node=24 measures on another Node than the running one.
const flags = process.argv.slice(2).filter((arg) => arg.startsWith('--node='));
const [major] = (flags[0] ?? `--node=${process.versions.node}`).slice('--node='.length).split('.');
const main = fileURLToPath(new URL('dist/micro/main.js', import.meta.url));
const subjects = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));

const { status } = spawnSync(nodeProgram(major), [main, ...subjects], { stdio: 'inherit' });
process.exit(status ?? 1);
