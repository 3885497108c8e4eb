import type { Link } from './asked-connection';

/** The connection of a client that is made later, or replaced; without one there is nothing to lose. */
export function lazyLink(current: () => Link | undefined): Link {
  return {
    isHeld: () => current()?.isHeld() ?? false,
    bytesRead: () => current()?.bytesRead?.(),
    isLost: async (signal) => (await current()?.isLost(signal)) ?? false,
    cut: () => current()?.cut(),
  };
}
