import { MEAN_ROUTES } from '../app/routes';
import type { Figures, RouteFigure, Run } from '../harness/run';

/** A run for specs: the same CPU on hello, users and orders, and a rate that fits it. */
export function exampleRun(
  variant: string,
  cpuMicros: number,
  { round = 1, ...figures }: Figures & { readonly round?: number } = {},
): Run {
  const figure: RouteFigure = { cpuMicros, perSecond: 1e6 / cpuMicros, busy: 1 };
  const routes = Object.fromEntries(MEAN_ROUTES.map((route) => [route, figure]));
  return {
    node: '20',
    platform: 'express',
    round,
    variant,
    figures: { ...figures, routes: { ...routes, ...figures.routes } },
    logBytes: 0,
  };
}
