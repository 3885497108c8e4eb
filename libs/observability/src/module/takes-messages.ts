import type { ModulesContainer } from '@nestjs/core';

/** Newer versions of Nest tell whoever asks of the microservice servers that there are. */
interface RpcTargets {
  getRpcTargetRegistry?(): {
    subscribe(tell: (server: unknown) => void): { unsubscribe(): void };
  };
}

/** Whether the app has servers of Nest's microservices; false where Nest does not say. */
export function takesMessages(modules: ModulesContainer): boolean {
  let hasServer = false;
  const servers = (modules as RpcTargets).getRpcTargetRegistry?.();
  // The registry repeats what it has told, at once.
  servers?.subscribe(() => (hasServer = true)).unsubscribe();
  return hasServer;
}
