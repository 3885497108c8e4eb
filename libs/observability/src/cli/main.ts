#!/usr/bin/env node
import { run } from './run';

// Whoever reads along may leave early (`| head`): that is no failure.
process.stdout.on('error', () => undefined);

void run(process.argv.slice(2), {
  env: process.env,
  say: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
}).then((code) => {
  process.exitCode = code;
});
