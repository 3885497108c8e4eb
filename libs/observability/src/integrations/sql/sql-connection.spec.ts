import { sqlConnection } from './sql-connection';

const SIGNAL = new AbortController().signal;

/** A server that answers signs of life, and fails all else with this code of PostgreSQL's. */
function failingWith(code: string): jest.Mock<Promise<unknown>, [sql: string]> {
  return jest.fn(async (sql) => {
    if (sql.startsWith('SELECT 1')) return [{ one: 1 }];
    throw Object.assign(new Error(`error ${code}`), { code });
  });
}

describe('the connections of a PostgreSQL server', () => {
  it.each([
    ['42703', 'has no such column, as Redshift'],
    ['42501', 'forbids the query'],
    ['0A000', 'does not know of it'],
  ])('are unknown for one that answers %s: it %s, and gets one query', async (code) => {
    const query = failingWith(code);
    const connection = sqlConnection('reports', 'postgresql', { query });

    await expect(connection.connections?.(SIGNAL)).resolves.toBeUndefined();
    await expect(connection.connections?.(SIGNAL)).resolves.toBeUndefined();

    expect(query).toHaveBeenCalledTimes(1);
  });

  it('are queried again after an error that is no refusal', async () => {
    const query = failingWith('57P01');
    const connection = sqlConnection('reports', 'postgresql', { query });

    await expect(connection.connections?.(SIGNAL)).rejects.toThrow('error 57P01');
    await expect(connection.connections?.(SIGNAL)).rejects.toThrow('error 57P01');

    expect(query).toHaveBeenCalledTimes(2);
  });
});
