import { replaceMethod } from '../replace-method';
import type { PrismaClientLike } from './prisma.client';

/**
 * Tells the pool that Prisma's driver adapter works with, once it has connected; undefined before
 * and where an adapter keeps it to itself. The adapter must be watched before the client connects.
 */
export function watchAdapterPool({ _engineConfig: config }: PrismaClientLike): () => unknown {
  let pool: unknown;
  const adapter = config?.adapter;
  if (!adapter) return () => undefined;
  const { connect } = adapter;
  replaceMethod(adapter, 'connect', async (...args: unknown[]) => {
    const driver = await connect.apply(adapter, args);
    pool = driver.underlyingDriver?.();
    return driver;
  });
  return () => pool;
}
