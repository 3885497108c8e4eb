import type { CommandObserver } from '../redis/command.observer';
import { replaceMethod } from '../replace-method';
import type { SentCommand, SendCommand } from './ioredis.contract';

interface Sending {
  sendCommand: SendCommand;
}

/**
 * Observes each command of a client once: one that waits for the connection, or is sent again after
 * it was lost, comes here again.
 */
export function instrumentIoredis(redis: Sending, commands: CommandObserver): void {
  const { sendCommand } = redis;
  const seen = new WeakSet<object>();
  replaceMethod(redis, 'sendCommand', (command: SentCommand, ...rest: unknown[]) => {
    const send = (): unknown => sendCommand.call(redis, command, ...rest);
    const name = seen.has(command) ? undefined : commands.nameOf(command.name);
    if (name === undefined) return send();
    seen.add(command);
    // A pipeline listens to the command's own promise and leaves what is returned.
    if (rest.length === 0 || rest[0] === undefined) return commands.observe(name, send);
    commands.watch(name, command.promise);
    return send();
  });
}
