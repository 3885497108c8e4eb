/** OpenTelemetry's values of `db.system.name`, by TypeORM's types of databases. */
const SYSTEMS: Readonly<Record<string, string>> = {
  postgres: 'postgresql',
  'aurora-postgres': 'postgresql',
  cockroachdb: 'cockroachdb',
  mysql: 'mysql',
  'aurora-mysql': 'mysql',
  mariadb: 'mariadb',
  mssql: 'microsoft.sql_server',
  oracle: 'oracle.db',
  sap: 'sap.hana',
  spanner: 'gcp.spanner',
  mongodb: 'mongodb',
  sqlite: 'sqlite',
  'better-sqlite3': 'sqlite',
  sqljs: 'sqlite',
  capacitor: 'sqlite',
  cordova: 'sqlite',
  expo: 'sqlite',
  nativescript: 'sqlite',
  'react-native': 'sqlite',
};

/** The system that a TypeORM driver speaks to; `other_sql` where OpenTelemetry has no better word. */
export function systemOf(type: string): string {
  return SYSTEMS[type] ?? 'other_sql';
}
