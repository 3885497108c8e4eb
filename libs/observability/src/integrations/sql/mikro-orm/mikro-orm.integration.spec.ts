import { INTEGRATIONS_DEFAULTS } from '../../integrations.options';
import { mikroOrm } from './mikro-orm.integration';

const signal = new AbortController().signal;
const nothing = (): void => undefined;

/** A MikroORM with this connection. */
function orm(connection: object): object {
  const methods = { isConnected: nothing, checkConnection: nothing, close: nothing };
  return { ...methods, em: { getConnection: () => connection } };
}

function databaseOf(connection: object) {
  const provided = [{ token: class MikroORM {}, instance: orm(connection) }];
  return mikroOrm.databases?.(provided, INTEGRATIONS_DEFAULTS)[0];
}

describe('the integration of MikroORM', () => {
  it('asks by MikroORM itself where there is no pool', async () => {
    const execute = jest.fn(async () => []);
    const knex = { client: { dialect: 'sqlite3' } };
    const database = databaseOf({ execute, getKnex: () => knex });

    await database?.ping(signal);

    expect(database).toMatchObject({ alias: 'mikro_orm', system: 'sqlite' });
    expect(execute.mock.calls).toEqual([['SELECT 1 /* nestjs-observability */']]);
  });

  it('asks MongoDB, which takes no SQL, by a ping of its driver', async () => {
    const execute = jest.fn();
    const command = jest.fn(async () => ({ ok: 1 }));
    const database = databaseOf({ execute, getDb: () => ({ command }) });

    await database?.ping(signal);

    expect(database?.system).toBe('mongodb');
    expect(command.mock.calls).toEqual([[{ ping: 1 }, { signal }]]);
    expect(execute).not.toHaveBeenCalled();
  });
});
