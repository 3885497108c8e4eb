import { ShutdownSignal } from '@nestjs/common';
import { NestApplicationContext } from '@nestjs/core';
import type { ModulesContainer } from '@nestjs/core';
import type { Shutdown } from '../../lifecycle';

/** By the modules of the app, which both the app and its providers can access. */
const shutdowns = new WeakMap<ModulesContainer, Shutdown>();
const joined = new WeakSet<Enable>();

type Enable = NestApplicationContext['enableShutdownHooks'];
/** The app has a reference to its container, which is not in its types. */
interface WithContainer {
  readonly container: { getModules(): ModulesContainer };
}

/**
 * Starts the shutdown on the signals for which the app enables Nest's shutdown hooks. Without hooks
 * nothing would close the app, and the library's listener alone would keep the process alive. Nest has
 * no event for this, so `enableShutdownHooks` is wrapped.
 */
export function joinShutdownHooks(modules: ModulesContainer, shutdown: Shutdown): void {
  shutdowns.set(modules, shutdown);
  const { prototype } = NestApplicationContext;
  const enable = prototype.enableShutdownHooks;
  if (joined.has(enable)) return;
  prototype.enableShutdownHooks = function enableShutdownHooks(
    this: NestApplicationContext,
    ...args: Parameters<Enable>
  ) {
    enable.apply(this, args);
    const { container } = this as unknown as WithContainer;
    shutdowns.get(container.getModules())?.listenTo(signalsOf(args[0]));
    return this;
  };
  joined.add(prototype.enableShutdownHooks);
}

/** As in Nest: an empty list means all signals. */
function signalsOf(signals: Parameters<Enable>[0] = []): NodeJS.Signals[] {
  const names = signals.length === 0 ? Object.values(ShutdownSignal) : signals;
  return names.map((name) => name.toUpperCase().trim() as NodeJS.Signals);
}
