import { MEAN_ROUTES } from '../app/routes';
import type { RouteName } from '../app/routes';
import type { RouteFigure, Run } from '../harness/run';
import { geometricMean, mean } from './statistics';

/** The runs of the same round on the same Node and platform that a run is compared with. */
export interface Peers {
  readonly bare?: Run;
  readonly byHand?: Run;
}

const MEGABYTE = 1024 * 1024;

/** A number about one run; undefined or NaN where it was not measured. */
type Figure = (run: Run, peers: Peers) => number | undefined;

const cpuOf =
  (route: RouteName): Figure =>
  (run) =>
    run.figures.routes?.[route]?.cpuMicros;

/** All numbers that tables, goals and charts are made of. */
export const FIGURES = {
  /** CPU µs of a request. */
  hello: cpuOf('hello'),
  users: cpuOf('users'),
  orders: cpuOf('orders'),
  fail: cpuOf('fail'),
  monitored: cpuOf('monitored'),
  /** Geometric mean of the CPU ratios to bare on hello, users and orders. */
  ratio: (run, { bare }) => meanRatio(run, bare, ({ cpuMicros }) => cpuMicros),
  /** CPU ratio to bare on the route with three watched calls. */
  monitoredRatio: (run, { bare }) => ratioOf(run, bare, cpuOf('monitored')),
  /** Highest rate against bare, the same mean. */
  rateRatio: (run, { bare }) => meanRatio(run, bare, ({ perSecond }) => perSecond),
  /** CPU added to bare, against what the four by hand add: 1 is as much, 0 is nothing. */
  addedToByHand: (run, { bare, byHand }) => added(run, bare) / added(byHand, bare),
  /** CPU of the failing route against the four by hand. */
  failToByHand: (run, { byHand }) => ratioOf(run, byHand, cpuOf('fail')),
  p50: ({ figures }) => figures.latency?.p50Ms,
  p99: ({ figures }) => figures.latency?.p99Ms,
  p99Ratio: (run, { bare }) => ratioOf(run, bare, ({ figures }) => figures.latency?.p99Ms),
  rss: ({ figures }) => (figures.rssBytes ?? Number.NaN) / MEGABYTE,
  rssAdded: ({ figures }, { bare }) =>
    ((figures.rssBytes ?? Number.NaN) - (bare?.figures.rssBytes ?? Number.NaN)) / MEGABYTE,
  start: ({ figures }) => figures.startMs,
  scrapeHold: ({ figures }) => figures.scrapeHoldMs,
  unknownSeries: ({ figures }) => figures.unknown?.addedSeries,
  unknownScrape: ({ figures }) => figures.unknown?.scrapeMs,
} satisfies Record<string, Figure>;

export type FigureName = keyof typeof FIGURES;

function ratioOf(run: Run, other: Run | undefined, figure: Figure): number {
  const value = figure(run, {});
  const base = other && figure(other, {});
  return value === undefined || base === undefined ? Number.NaN : value / base;
}

function meanRatio(run: Run, bare: Run | undefined, pick: (route: RouteFigure) => number): number {
  const ratios = MEAN_ROUTES.map((route) =>
    ratioOf(run, bare, ({ figures }) => figures.routes?.[route] && pick(figures.routes[route])),
  );
  // With --routes some of them are not measured.
  return geometricMean(ratios.filter(Number.isFinite));
}

/** CPU µs that a request costs more than in the bare app, on average over hello, users and orders. */
function added(run: Run | undefined, bare: Run | undefined): number {
  return meanCpu(run) - meanCpu(bare);
}

function meanCpu(run: Run | undefined): number {
  return mean(MEAN_ROUTES.map((route) => run?.figures.routes?.[route]?.cpuMicros ?? Number.NaN));
}
