import type { Observer } from '../../../core';
import type { CommandObserver } from '../redis/command-observer';
import { wrapMethod } from '../../client/replace-method';
import type { SentCommand, SendCommand } from './ioredis.contract';

interface Sending {
  sendCommand: SendCommand;
}

/**
 * Observes each command of a client once: one that waits for the connection, or is sent again after
 * it was lost, comes here again.
 */
export function instrumentIoredis(
  redis: Sending,
  commands: CommandObserver,
  observer: Observer,
): void {
  const seen = new WeakSet<object>();
  wrapMethod(redis, 'sendCommand', observer, (sendCommand, self, args) => {
    // What ioredis sends.
    const command = args[0] as SentCommand;
    const send = (): unknown => sendCommand.apply(self, args);
    const name = seen.has(command) ? undefined : commands.nameOf(command.name);
    if (name === undefined || !isSettledByMethods(command)) return send();
    seen.add(command);
    return observeCommand(name, command, commands, send);
  });
}

/**
 * ioredis settles a command by its `resolve` or `reject`. A promise derived from the command's own would
 * be rejected without a handler where the app has a callback, and end its process.
 */
function observeCommand(
  name: string,
  command: SentCommand,
  commands: CommandObserver,
  send: () => unknown,
): unknown {
  const sent = commands.begin(name, command.args ?? []);
  const { resolve, reject } = command;
  command.resolve = (value) => {
    const settled = resolve.call(command, value);
    commands.done(sent, value);
    return settled;
  };
  command.reject = (error) => {
    const settled = reject.call(command, error);
    commands.failed(sent, error);
    return settled;
  };
  return commands.run(sent, send);
}

/** A stand-in of a test may have a promise only. */
function isSettledByMethods(command: SentCommand): boolean {
  return typeof command.resolve === 'function' && typeof command.reject === 'function';
}
