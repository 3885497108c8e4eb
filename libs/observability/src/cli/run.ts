import { isError, messageOf, oneLine, paragraph, Redactor } from '../core';
import { UsageError } from './terminal/cli.errors';
import { deploy, DEPLOY_HELP } from './deploy.command';
import { health, HEALTH_HELP } from './health/health.command';
import type { Terminal } from './terminal/terminal';

/** Runs a command; the exit code is 0 unless it returns another. */
type Command = (args: readonly string[], terminal: Terminal) => Promise<number | void>;

const COMMANDS: Readonly<Record<string, Command>> = { deploy, health };

const HELP = `Usage: nestjs-observability <command>

${HEALTH_HELP}

${DEPLOY_HELP}

  --debug shows the stack of an error.

Exit code: 0 done, 1 failed, 2 invalid arguments.`;

const DEBUG = '--debug';
const [DONE, FAILED, WRONG] = [0, 1, 2];

/** Runs the command and returns its exit code: 0 done, 1 failed, 2 invalid arguments. It never throws. */
export async function run(
  given: readonly string[],
  terminal: Omit<Terminal, 'isDebugging'>,
): Promise<number> {
  const [name = '', ...args] = given.filter((arg) => arg !== DEBUG);
  if (['--help', '-h', 'help'].includes(name) || args.includes('--help')) {
    terminal.say(HELP);
    return DONE;
  }
  const isDebugging = given.includes(DEBUG);
  try {
    return (await commandOf(name)(args, { ...terminal, isDebugging })) ?? DONE;
  } catch (error) {
    terminal.complain(`nestjs-observability: ${lineOn(error)}`);
    if (isDebugging) terminal.complain(paragraph(safe(stackOf(error))));
    return error instanceof UsageError ? WRONG : FAILED;
  }
}

function lineOn(error: unknown): string {
  const [line = ''] = safe(messageOf(error)).split('\n');
  return oneLine(line);
}

/** Where it comes from: the app's own stack, where there is one. */
function stackOf(error: unknown): string {
  const cause = isError(error) ? error.cause : undefined;
  const origin = isError(cause) ? cause : error;
  return (isError(origin) ? origin.stack : undefined) ?? '';
}

/** The message may quote what the other system said, and that what it was sent. */
function safe(text: string): string {
  return new Redactor().text(text);
}

function commandOf(name: string): Command {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) return command;
  const known = Object.keys(COMMANDS).join(', ');
  const wrong = name === '' ? 'A command is missing' : `There is no command "${name}"`;
  throw UsageError.because(`${wrong}; known: ${known}.`);
}
