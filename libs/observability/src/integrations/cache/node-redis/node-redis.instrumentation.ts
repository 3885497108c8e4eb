import { hasMethods } from '../../../core';
import type { Observer } from '../../../core';
import type { CommandObserver } from '../redis/command-observer';
import { replaceMethod, wrapMethod } from '../../client/replace-method';

type Method = (...args: unknown[]) => unknown;

interface Sending {
  sendCommand: Method;
  multi: Method;
}

/** What `multi()` returns: both send all of its commands at once. */
const SENDERS = ['exec', 'execAsPipeline'] as const;

/** From version 5 on, in which the methods of single commands send them by `sendCommand`. */
export function isInstrumentable(redis: object): redis is Sending {
  return hasMethods(redis, 'sendCommand', 'multi', 'withCommandOptions');
}

/** Observes each command of a client, and each `multi()` as one operation. */
export function instrumentNodeRedis(
  redis: Sending,
  commands: CommandObserver,
  observer: Observer,
): void {
  wrapMethod(redis, 'sendCommand', observer, (sendCommand, self, args) => {
    const [words] = args;
    const forward = (): unknown => sendCommand.apply(self, args);
    if (!Array.isArray(words)) return forward();
    const name = commands.nameOf(words[0]);
    return name === undefined ? forward() : commands.observe(name, words, forward);
  });
  for (const method of ['multi', 'MULTI']) {
    wrapMethod(redis, method, observer, (multi, self, args) => {
      const several = multi.apply(self, args);
      for (const sender of SENDERS)
        observeSender(several as Record<string, unknown>, sender, commands);
      return several;
    });
  }
}

function observeSender(
  several: Record<string, unknown>,
  method: (typeof SENDERS)[number],
  commands: CommandObserver,
): void {
  const send = several[method];
  if (typeof send !== 'function') return;
  const name = method === 'exec' ? 'multi' : 'pipeline';
  replaceMethod(several, method, (...args: unknown[]) => {
    const forward = (): unknown => Reflect.apply(send, several, args);
    // `exec(true)` goes on to `execAsPipeline()`.
    return method === 'exec' && args[0] === true ? forward() : commands.observeBatch(name, forward);
  });
}
