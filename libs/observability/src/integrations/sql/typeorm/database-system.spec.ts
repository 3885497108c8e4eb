import { systemOf } from './database-system';

describe('the system of a database', () => {
  it.each([
    ['postgres', 'postgresql'],
    ['aurora-postgres', 'postgresql'],
    ['cockroachdb', 'cockroachdb'],
    ['mysql', 'mysql'],
    ['mariadb', 'mariadb'],
    ['better-sqlite3', 'sqlite'],
    ['mssql', 'microsoft.sql_server'],
    ['oracle', 'oracle.db'],
    ['mongodb', 'mongodb'],
    ['a driver of tomorrow', 'other_sql'],
  ])("of TypeORM's type %s is OpenTelemetry's %s", (type, system) => {
    expect(systemOf(type)).toBe(system);
  });
});
