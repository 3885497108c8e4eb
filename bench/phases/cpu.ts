import { ROUTES } from '../app/routes';
import type { RouteName } from '../app/routes';
import type { RouteFigure } from '../harness/run';
import { wireRequest } from '../load/requests';
import { inTurn, saturate } from '../load/saturate';
import type { Session } from './session';

/** Unmeasured load before each turn: the other processes have had the caches meanwhile. */
const WAKE_MS = 200;

interface Window {
  readonly cpuMicros: number;
  readonly answered: number;
  readonly seconds: number;
}

/** What requests of each route cost one process, gathered turn by turn. */
export class CpuPhase {
  private readonly windows = new Map<RouteName, Window[]>();

  /**
   * Loads one route after another, the server working as fast as it can.
   * @returns the figures of all turns so far
   */
  async turn(
    session: Session,
    routes: readonly RouteName[],
  ): Promise<Partial<Record<RouteName, RouteFigure>>> {
    const { pool } = session;
    await saturate(pool, inTurn(routes.map((route) => wireRequest(ROUTES[route]))), WAKE_MS);
    for (const route of routes) {
      const windows = this.windows.get(route) ?? [];
      this.windows.set(route, [...windows, await measure(session, route)]);
    }
    return Object.fromEntries([...this.windows].map(([route, all]) => [route, sum(all)]));
  }
}

async function measure({ server, pool, settings }: Session, route: RouteName): Promise<Window> {
  const requests = inTurn([wireRequest(ROUTES[route])]);
  const before = await server.ask('usage');
  const load = await saturate(pool, requests, settings.windowSeconds * 1000);
  const after = await server.ask('usage');
  return { ...load, cpuMicros: after.cpuMicros - before.cpuMicros };
}

/**
 * The sum over the turns, but for the cheapest and the dearest: on a shared machine those tell of
 * the neighbours. A sum, not a median: the rare dear moments (a big collection, a batch that is
 * sent) belong to the price.
 */
function sum(windows: readonly Window[]): RouteFigure {
  const kept = withoutExtremes(windows);
  const total = (pick: (window: Window) => number): number =>
    kept.reduce((so, window) => so + pick(window), 0);
  const cpuMicros = total((window) => window.cpuMicros);
  const answered = total((window) => window.answered);
  const seconds = total((window) => window.seconds);
  return {
    cpuMicros: cpuMicros / answered,
    perSecond: answered / seconds,
    busy: cpuMicros / 1e6 / seconds,
  };
}

function withoutExtremes(windows: readonly Window[]): readonly Window[] {
  if (windows.length < 4) return windows;
  const price = ({ cpuMicros, answered }: Window): number => cpuMicros / answered;
  return windows.toSorted((a, b) => price(a) - price(b)).slice(1, -1);
}
