import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { oneLine } from '../../core';
import { CommandError } from '../terminal/cli.errors';
import { readAppMessage } from './app-messages';
import type { AppMessage } from './app-messages';
import type { AppReference } from './app-reference';
import { readHealthPage } from './health-page';
import type { HealthAnswer } from './health-page';

/** How the app is started. */
export interface AskAppOptions {
  readonly timeoutMs: number;
  /** Whether what the app writes is shown, on standard error. */
  readonly isDebugging: boolean;
}

/** How long the app may take to close, in milliseconds; then its process is ended. */
const CLOSE_WITHIN_MS = 3000;
/** A message of many mistakes stays one line that can be read. */
const MAX_REASON_LENGTH = 1000;

/** Starts the app's module in a separate process and requests its health. @throws CommandError in one line */
export async function askApp(app: AppReference, options: AskAppOptions): Promise<HealthAnswer> {
  if (!existsSync(app.file)) throw CommandError.appFailed(app.file, 'cannot be found.');
  const output = options.isDebugging ? 2 : 'ignore';
  const child = fork(join(__dirname, 'app-process.js'), [app.file, app.exportName], {
    stdio: ['ignore', output, output, 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    return readAnswer(await answerOf(child, options.timeoutMs), app);
  } finally {
    await endSoon(child, ended);
  }
}

/** Its first message that is one of ours, or why there is none. */
function answerOf(
  child: ChildProcess,
  timeoutMs: number,
): Promise<AppMessage | { readonly reason: string }> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => {
      resolve({ reason: `did not answer within ${timeoutMs / 1000} s.` });
      child.kill('SIGKILL');
    }, timeoutMs);
    child.on('message', (value) => {
      const message = readAppMessage(value);
      if (!message) return;
      clearTimeout(limit);
      resolve(message);
    });
    child.once('exit', (code, signal) => {
      clearTimeout(limit);
      resolve({ reason: `ended before it answered (${signal ?? `exit code ${code}`}).` });
    });
  });
}

function readAnswer(
  message: AppMessage | { readonly reason: string },
  { file }: AppReference,
): HealthAnswer {
  if ('reason' in message) throw CommandError.appFailed(file, message.reason);
  if ('failure' in message) throw failureOf(message, file);
  const page = readHealthPage(message.body);
  if (page) return { page, body: message.body };
  throw CommandError.appFailed(file, 'uses an incompatible version of nestjs-observability.');
}

function failureOf({ failure, stack }: { failure: string; stack: string }, file: string): Error {
  const reason = oneLine(failure.replaceAll(/\s+/g, ' ').slice(0, MAX_REASON_LENGTH));
  const cause = Object.assign(new Error(failure), { stack });
  return CommandError.appFailed(file, `did not start: ${reason}`, { cause });
}

/** Lets it close gracefully, within a limit. */
async function endSoon(child: ChildProcess, ended: Promise<void>): Promise<void> {
  const limit = setTimeout(() => child.kill('SIGKILL'), CLOSE_WITHIN_MS);
  await ended;
  clearTimeout(limit);
}
