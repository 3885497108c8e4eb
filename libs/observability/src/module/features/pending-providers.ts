import type { ContextIdFactory, ModulesContainer } from '@nestjs/core';

type ContextId = ReturnType<typeof ContextIdFactory.create>;

/** The names of the providers that Nest has started to create and not finished, in its own order. */
export function pendingProviders(modules: ModulesContainer): string[] {
  const context = staticContext();
  if (!context) return [];
  const all = [...modules.values()].flatMap(({ providers }) => [...providers.values()]);
  const pending = all.filter((provider) => {
    const { isPending, isResolved } = provider.getInstanceByContextId(context);
    return isPending === true && isResolved !== true;
  });
  return [...new Set(pending.map(({ name }) => String(name)))];
}

/** Nest's key for "no request", which it does not export. The literal name lets bundlers include it. */
function staticContext(): ContextId | undefined {
  try {
    const constants = require('@nestjs/core/injector/constants.js') as {
      STATIC_CONTEXT?: ContextId;
    };
    return constants.STATIC_CONTEXT;
  } catch {
    // A later version of Nest has it elsewhere: then no provider is named.
    return undefined;
  }
}
