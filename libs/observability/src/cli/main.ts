#!/usr/bin/env node
import { screenOf } from './terminal/terminal';
import { run } from './run';

/** The exit code of shells for a program that Ctrl-C ended. */
const INTERRUPTED = 130;

// A reader may close the pipe early (`| head`): that is no failure.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);
process.once('SIGINT', () => process.exit(INTERRUPTED));

void run(process.argv.slice(2), {
  env: process.env,
  screen: screenOf(process.stdout, process.env),
  say: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
}).then((code) => {
  process.exitCode = code;
});
