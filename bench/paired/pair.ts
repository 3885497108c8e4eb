import type { RouteName } from '../app/routes';
import { ROUTES } from '../app/routes';
import type { ServerUnderTest } from '../harness/server';
import { shuffled } from '../harness/plan';
import { Pool } from '../load/pool';
import { wireRequest } from '../load/requests';
import { inTurn, saturate } from '../load/saturate';
import { median, quantile } from '../report/statistics';

/** How a pair is measured. */
export interface PairSettings {
  readonly connections: number;
  readonly warmUpMs: number;
  /** Load on one of the two apps, in milliseconds; short, so that both meet the same machine. */
  readonly windowMs: number;
  /** Windows of each of the two. */
  readonly pairs: number;
}

/** What the watched app costs against the bare one beside it. */
export interface PairFigure {
  /** CPU of a request of the bare app, in microseconds. */
  readonly bareMicros: number;
  /** Median of the ratios of neighbouring windows, and the quarters around it. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

type Side = 'bare' | 'watched';

/**
 * Loads the two apps of one process in turns. What differs between processes of the same program
 * (where its memory lies, what was compiled when: 15 % and more), and what the machine does
 * besides, is the same for both; the ratio of two neighbouring windows shows the rest.
 */
export async function measurePair(
  server: ServerUnderTest,
  route: RouteName,
  settings: PairSettings,
): Promise<PairFigure> {
  const pools = {
    watched: await Pool.open(server.port, settings.connections),
    bare: await Pool.open(server.barePort ?? Number.NaN, settings.connections),
  };
  const request = wireRequest(ROUTES[route]);
  const window = async (side: Side, ms: number): Promise<number> => {
    const before = await server.ask('usage');
    const { answered } = await saturate(pools[side], inTurn([request]), ms);
    const after = await server.ask('usage');
    return (after.cpuMicros - before.cpuMicros) / answered;
  };
  try {
    return figureOf(await windows(window, settings));
  } finally {
    pools.watched.close();
    pools.bare.close();
  }
}

type Window = Record<Side, number>;

async function windows(
  measure: (side: Side, ms: number) => Promise<number>,
  { warmUpMs, windowMs, pairs }: PairSettings,
): Promise<Window[]> {
  const turns: Window[] = [];
  const warmUps = Math.ceil(warmUpMs / windowMs / 2);
  for (let i = 0; i < warmUps + pairs; i += 1) {
    const turn: Window = { bare: Number.NaN, watched: Number.NaN };
    for (const side of shuffled<Side>(['bare', 'watched']))
      turn[side] = await measure(side, windowMs);
    if (i >= warmUps) turns.push(turn);
  }
  return turns;
}

function figureOf(turns: readonly Window[]): PairFigure {
  const ratios = turns.map(({ bare, watched }) => watched / bare);
  return {
    bareMicros: median(turns.map(({ bare }) => bare)),
    ratio: median(ratios),
    low: quantile(ratios, 0.25),
    high: quantile(ratios, 0.75),
  };
}
