import type { RouteName } from '../app/routes';
import type { Phase, Settings } from './settings';

/** What is done with each process. */
export interface Task {
  readonly phases: readonly Phase[];
  readonly routes: readonly RouteName[];
  readonly settings: Settings;
}
