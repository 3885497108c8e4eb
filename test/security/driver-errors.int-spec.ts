import * as fc from 'fast-check';
import { Client } from 'pg';
import { createConnection } from 'mysql2/promise';
import type { Connection } from 'mysql2/promise';
import IORedis from 'ioredis';
import { expectHidden } from '../support/error-outputs';
import { MariadbServer } from '../support/services/mariadb-server';
import { PostgresDatabase } from '../support/services/postgres-database';
import { RedisDatabase } from '../support/services/redis-database';
import { attack } from './attack';

/** Letters only, so that no other rule than that of the errors could hide it. */
const values = fc
  .string({ unit: fc.constantFrom(...Array.from('ghjkmnpqrtvwxyz')), minLength: 12, maxLength: 12 })
  .map((text) => `v${text}`);

let postgres: PostgresDatabase;
let mariadb: MariadbServer;
let redisServer: RedisDatabase;
let pg: Client;
let mysql: Connection;
let redis: IORedis;

beforeAll(async () => {
  [postgres, mariadb, redisServer] = await Promise.all([
    PostgresDatabase.create(),
    MariadbServer.start(),
    RedisDatabase.create(),
  ]);
  pg = new Client({ connectionString: postgres.url });
  await pg.connect();
  await pg.query(
    'CREATE TABLE users (id int, email text UNIQUE, note varchar(3), age int CHECK (age > 0), name text NOT NULL)',
  );
  mysql = await createConnection(mariadb.url);
  await mysql.query('CREATE DATABASE shop');
  await mysql.query('USE shop');
  await mysql.query(
    'CREATE TABLE users (email varchar(64) UNIQUE, note varchar(3), age int CHECK (age > 0))',
  );
  redis = new IORedis(redisServer.url);
}, 60_000);

afterAll(async () => {
  await pg.end();
  await mysql.end();
  redis.disconnect();
  await Promise.all([postgres.remove(), mariadb.remove(), redisServer.remove()]);
});

async function failureOf(work: () => unknown): Promise<Error> {
  try {
    await work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('The operation did not fail');
}

describe('errors of databases', () => {
  attack(
    'M1',
    'no value that PostgreSQL refuses stands in what is written of the error',
    values,
    async (value) => {
      const insert = `INSERT INTO users (email, name) VALUES ($1, 'x')`;
      await pg.query(insert, [value]);
      const failures = [
        () => pg.query(insert, [value]),
        () => pg.query('SELECT $1::int', [value]),
        () => pg.query('SELECT $1::date', [value]),
        () => pg.query('SELECT $1::json', [value]),
        () => pg.query(`INSERT INTO users (note, name) VALUES ($1, 'x')`, [value]),
        () => pg.query(`INSERT INTO users (email, age, name) VALUES ($1, -1, 'x')`, [`${value}2`]),
        () => pg.query('INSERT INTO users (email) VALUES ($1)', [`${value}3`]),
      ];
      for (const each of failures) expectHidden(await failureOf(each), value);
    },
    { runs: 20 },
  );

  attack(
    'M1',
    'no value that MariaDB refuses stands in what is written of the error',
    values,
    async (value) => {
      const insert = 'INSERT INTO users (email) VALUES (?)';
      await mysql.query(insert, [value]);
      const failures = [
        () => mysql.query(insert, [value]),
        () => mysql.query('INSERT INTO users (note) VALUES (?)', [value]),
        () => mysql.query('INSERT INTO users (age) VALUES (?)', [value]),
        () => mysql.query('INSERT INTO users (email, age) VALUES (?, -1)', [`${value}2`]),
        () => mysql.query(`SELECT 1 FROM WHERE a = '${value}'`),
        () => mysql.query('SELECT a FROM nowhere WHERE b = ?', [value]),
      ];
      for (const each of failures) expectHidden(await failureOf(each), value);
    },
    { runs: 20 },
  );

  attack(
    'M1',
    'no argument of a command that Redis refuses stands in what is written of the error',
    values,
    async (value) => {
      await redis.set('text', 'x');
      const failures = [
        () => redis.call('NOSUCHCOMMAND', value, value),
        () => redis.lpush('text', value),
        () => redis.call('SET', 'a', value, 'EX', 'never'),
      ];
      for (const each of failures) expectHidden(await failureOf(each), value);
    },
    { runs: 20 },
  );
});
