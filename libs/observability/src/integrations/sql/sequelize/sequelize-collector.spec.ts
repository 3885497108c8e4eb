import { Sequelize } from 'sequelize';
import type { Options } from 'sequelize';
import { RecordingSink } from '../../../testing/recording-sink';
import { sequelize } from './sequelize.integration';

function numbersOf(options: Options): Promise<Record<string, number>> {
  const instance = new Sequelize({ logging: false, pool: { max: 3 }, ...options });
  return new RecordingSink().read(sequelize.collectors?.([{ token: 'DB', instance }]));
}

describe('the pools of Sequelize', () => {
  it('are read where connections come from them', async () => {
    expect(await numbersOf({ dialect: 'postgres' })).toEqual({
      'db_client_connections{DB,used}': 0,
      'db_client_connections{DB,idle}': 0,
      'db_client_connection_pending_requests{DB}': 0,
      'db_client_connection_max{DB}': 3,
    });
  });

  it('are added up with replication', async () => {
    const replication = { write: { host: 'a' }, read: [{ host: 'b' }, { host: 'c' }] };

    expect(await numbersOf({ dialect: 'postgres', replication })).toMatchObject({
      'db_client_connection_max{DB}': 6,
    });
  });

  it('have no numbers with SQLite, which makes one and never uses it', async () => {
    expect(await numbersOf({ dialect: 'sqlite', dialectModule: {} })).toEqual({});
  });
});
