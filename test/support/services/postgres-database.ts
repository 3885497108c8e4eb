import { Client } from 'pg';
import { PostgresServer } from './postgres-server';

/** A database of the file's own on the PostgreSQL that all files of a run share; of a server of its own where none is shared. */
export class PostgresDatabase {
  private static count = 0;

  private constructor(
    readonly url: string,
    /** Drops the database. */
    readonly remove: () => Promise<unknown>,
  ) {}

  static async create(): Promise<PostgresDatabase> {
    const shared = process.env['SHARED_POSTGRES_URL'];
    if (shared === undefined) {
      const server = await PostgresServer.start();
      return new PostgresDatabase(server.url, () => server.remove());
    }
    PostgresDatabase.count += 1;
    const name = `test_${process.pid}_${Date.now()}_${PostgresDatabase.count}`;
    await execute(shared, `CREATE DATABASE ${name}`);
    const url = new URL(shared);
    url.pathname = name;
    const drop = (): Promise<void> => execute(shared, `DROP DATABASE ${name} WITH (FORCE)`);
    return new PostgresDatabase(url.href, drop);
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
