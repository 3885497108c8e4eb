import { Observer } from '../../../core';
import type { QueryObservation } from '../../../core';
import { RecordingSink } from '../../../testing/recording-sink';
import { pg } from './pg.integration';

function pool(): { query(text: string): Promise<unknown> } {
  return Object.assign(
    { totalCount: 3, idleCount: 1, waitingCount: 0, options: { max: 5 } },
    { connect: () => undefined, query: async () => [], end: () => undefined },
  );
}

describe('the integration of pg', () => {
  it('observes and reads each pool under its token', async () => {
    const aliases: string[] = [];
    const end = ({ database }: QueryObservation): void => void aliases.push(database.alias);
    const instance = pool();
    const provided = [
      { token: 'PG_POOL', instance },
      { token: 'b', instance: new Map() },
    ];

    pg.instrument?.(provided, new Observer([{ name: 'recorder', queries: { end } }]));
    await instance.query('SELECT 1');
    const values = await new RecordingSink().read(pg.collectors?.(provided));

    expect(aliases).toEqual(['PG_POOL']);
    expect(values).toMatchObject({
      'db_client_connections{PG_POOL,used}': 2,
      'db_client_connections{PG_POOL,idle}': 1,
      'db_client_connection_max{PG_POOL}': 5,
    });
  });

  it('reads nothing without pools', () => {
    expect(pg.collectors?.([{ token: 'a', instance: new Map() }])).toEqual([]);
  });
});
