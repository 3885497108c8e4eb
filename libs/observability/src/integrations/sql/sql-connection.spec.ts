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
    ['42501', 'forbids the question'],
    ['0A000', 'does not know of it'],
  ])('are not told by one that says %s: it %s, and is asked once', async (code) => {
    const ask = failingWith(code);
    const connection = sqlConnection('reports', 'postgresql', ask);

    await expect(connection.connections?.(SIGNAL)).resolves.toBeUndefined();
    await expect(connection.connections?.(SIGNAL)).resolves.toBeUndefined();

    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('are asked for again by one that is in trouble, which is no answer', async () => {
    const ask = failingWith('57P01');
    const connection = sqlConnection('reports', 'postgresql', ask);

    await expect(connection.connections?.(SIGNAL)).rejects.toThrow('error 57P01');
    await expect(connection.connections?.(SIGNAL)).rejects.toThrow('error 57P01');

    expect(ask).toHaveBeenCalledTimes(2);
  });
});
