import type { ServerConnection } from './checked-connection';

/** The connection of a client that is created later or replaced; without a client nothing is cut. */
export function lazyServerConnection(
  current: () => ServerConnection | undefined,
): ServerConnection {
  return {
    isOpen: () => current()?.isOpen() ?? false,
    bytesRead: () => current()?.bytesRead?.(),
    isDead: async (signal) => (await current()?.isDead(signal)) ?? false,
    cut: () => current()?.cut(),
  };
}
