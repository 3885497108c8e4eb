import { replaceMethod } from '../replace-method';
import type { PrismaAdapter, PrismaClientLike, PrismaDriver } from './prisma.client';

/** The drivers that a Prisma adapter has given its clients; one for each time that a client connects. */
export interface AdapterDrivers {
  /** The newest; undefined before the client connects, and where it did so before it was watched. */
  readonly newest: PrismaDriver | undefined;
  /** Calls for each driver from now on. */
  watch(listener: (driver: PrismaDriver) => void): void;
}

class WatchedAdapter implements AdapterDrivers {
  newest: PrismaDriver | undefined = undefined;
  private readonly listeners: ((driver: PrismaDriver) => void)[] = [];

  constructor(adapter: PrismaAdapter) {
    const { connect } = adapter;
    replaceMethod(adapter, 'connect', async (...args: unknown[]) => {
      const driver = await connect.apply(adapter, args);
      this.newest = driver;
      for (const listener of this.listeners) listener(driver);
      return driver;
    });
  }

  watch(listener: (driver: PrismaDriver) => void): void {
    this.listeners.push(listener);
  }
}

/** Each adapter is watched once. */
const watched = new WeakMap<PrismaAdapter, WatchedAdapter>();

/** The drivers of a client; undefined where it has no adapter. The adapter must be watched before the client connects. */
export function driversOf({ _engineConfig: config }: PrismaClientLike): AdapterDrivers | undefined {
  const adapter = config?.adapter;
  if (!adapter) return undefined;
  const known = watched.get(adapter) ?? new WatchedAdapter(adapter);
  watched.set(adapter, known);
  return known;
}

/** The pool of the newest driver; undefined where the driver keeps it to itself. */
export function poolOf(drivers: AdapterDrivers | undefined): unknown {
  return drivers?.newest?.underlyingDriver?.();
}
