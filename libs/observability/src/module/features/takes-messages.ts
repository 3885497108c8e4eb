import type { ModulesContainer } from '@nestjs/core';

/** Newer versions of Nest have a registry of the microservice servers. */
interface RpcTargets {
  getRpcTargetRegistry?(): {
    subscribe(tell: (server: unknown) => void): { unsubscribe(): void };
  };
}

/** Whether the app has servers of Nest's microservices; false where Nest does not say. */
export function takesMessages(modules: ModulesContainer): boolean {
  let hasServer = false;
  const servers = (modules as RpcTargets).getRpcTargetRegistry?.();
  // The registry repeats at once what it has reported before.
  servers?.subscribe(() => (hasServer = true)).unsubscribe();
  return hasServer;
}
