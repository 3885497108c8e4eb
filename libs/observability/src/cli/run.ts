import { messageOf, Redactor } from '../core';
import { UsageError } from './cli.errors';
import { deploy } from './deploy.command';
import type { Terminal } from './terminal';

type Command = (args: readonly string[], terminal: Terminal) => Promise<void>;

const COMMANDS: Readonly<Record<string, Command>> = { deploy };

const HELP = `Usage: nestjs-observability <command>

  deploy --release <name@version> --environment <name> [--url <address>]
      Marks a deployment: in Sentry by SENTRY_AUTH_TOKEN, SENTRY_ORG, SENTRY_PROJECT and SENTRY_URL
      (default https://sentry.io), in Grafana by GRAFANA_URL and GRAFANA_TOKEN; in each that is set.
      The release defaults to SENTRY_RELEASE, the environment to SENTRY_ENVIRONMENT.

Exit code: 0 done, 1 failed, 2 called wrongly.`;

const [DONE, FAILED, WRONG] = [0, 1, 2];

/** Runs the command and tells its exit code: 0 done, 1 failed, 2 called wrongly. It never throws. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name = '', ...rest] = args;
  if (['--help', '-h', 'help'].includes(name) || rest.includes('--help')) {
    terminal.say(HELP);
    return DONE;
  }
  try {
    await commandOf(name)(rest, terminal);
    return DONE;
  } catch (error) {
    // The message may quote what the other system said, and that what it was sent.
    const [line = ''] = new Redactor().text(messageOf(error)).split('\n');
    terminal.complain(`nestjs-observability: ${line}`);
    return error instanceof UsageError ? WRONG : FAILED;
  }
}

function commandOf(name: string): Command {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) return command;
  const known = Object.keys(COMMANDS).join(', ');
  const wrong = name === '' ? 'A command is missing' : `There is no command "${name}"`;
  throw UsageError.because(`${wrong}; known: ${known}.`);
}
