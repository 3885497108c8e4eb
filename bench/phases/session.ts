import type { RouteName } from '../app/routes';
import type { ServerUnderTest } from '../harness/server';
import type { Settings } from '../harness/settings';
import type { Pool } from '../load/pool';

/** A running server and what loads it for one turn. */
export interface Session {
  readonly server: ServerUnderTest;
  readonly pool: Pool;
  /** Requests that the process had answered before. */
  readonly answeredBefore: number;
  readonly settings: Settings;
  readonly routes: readonly RouteName[];
}
