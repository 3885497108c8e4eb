import { ShutdownSignal } from '@nestjs/common';
import { NestApplicationContext } from '@nestjs/core';
import type { ModulesContainer } from '@nestjs/core';
import type { Shutdown } from '../lifecycle';

/** By the modules of the app, which the app and its providers both know. */
const shutdowns = new WeakMap<ModulesContainer, Shutdown>();
const joined = new WeakSet<Enable>();

type Enable = NestApplicationContext['enableShutdownHooks'];
/** The app knows its container, which its types do not show. */
interface WithContainer {
  readonly container: { getModules(): ModulesContainer };
}

/**
 * Lets the app's end begin at the signals for which it asks Nest for shutdown hooks. Without hooks
 * there is nobody who would end the app, and a listener of ours alone would keep it alive. Nest
 * tells nobody that it was asked, so the method by which it is asked is told to.
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

/** As Nest reads them: none are all. */
function signalsOf(asked: Parameters<Enable>[0] = []): NodeJS.Signals[] {
  const names = asked.length === 0 ? Object.values(ShutdownSignal) : asked;
  return names.map((name) => name.toUpperCase().trim() as NodeJS.Signals);
}
