import { replaceMethod } from '../../client/replace-method';
import type { PrismaAdapter, PrismaClientLike, PrismaDriver } from './prisma-client';

/** The drivers that a Prisma adapter makes for its clients, one for each time that a client connects. */
export interface AdapterDrivers {
  /** The newest; undefined before the client connects, and where it did so before the adapter was watched. */
  readonly newest: PrismaDriver | undefined;
  /** Called with each driver from now on. */
  onConnect: ((driver: PrismaDriver) => void) | undefined;
}

/** Adapters that are watched, each once; apps of one process may share them. */
const watched = new WeakMap<PrismaAdapter, AdapterDrivers>();

/** The drivers of a client; undefined where it has no adapter. The adapter must be watched before the client connects. */
export function driversOf({ _engineConfig: config }: PrismaClientLike): AdapterDrivers | undefined {
  const adapter = config?.adapter;
  return adapter && (watched.get(adapter) ?? watch(adapter));
}

function watch(adapter: PrismaAdapter): AdapterDrivers {
  const drivers: { -readonly [K in keyof AdapterDrivers]: AdapterDrivers[K] } = {
    newest: undefined,
    onConnect: undefined,
  };
  watched.set(adapter, drivers);
  const { connect } = adapter;
  replaceMethod(adapter, 'connect', async (...args: unknown[]) => {
    const driver = await connect.apply(adapter, args);
    drivers.newest = driver;
    try {
      drivers.onConnect?.(driver);
    } catch {
      // A driver that cannot be changed is not measured; the client connects all the same.
    }
    return driver;
  });
  return drivers;
}

/** The pool of the newest driver; undefined where the driver keeps it to itself. */
export function poolOf(drivers: AdapterDrivers | undefined): unknown {
  return drivers?.newest?.underlyingDriver?.();
}
