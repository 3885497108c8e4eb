import { field, messageField, numberField, quoted, textField } from './fields';

/** Classes 22 and 23 of SQL: data that does not fit, and rules of tables that are broken. */
const SQLSTATE = /^2[23][0-9A-Z]{3}$/;
/** PostgreSQL's appendix A; other codes are named by their class. */
const CONDITIONS: Readonly<Record<string, string>> = {
  '22001': 'string data is too long',
  '22003': 'numeric value is out of range',
  '22007': 'invalid datetime format',
  '22008': 'datetime field overflow',
  '22012': 'division by zero',
  '22021': 'character is not in repertoire',
  '22023': 'invalid parameter value',
  '22P02': 'invalid text representation',
  '22P03': 'invalid binary representation',
  '23001': 'restrict violation',
  '23502': 'not-null violation',
  '23503': 'foreign-key violation',
  '23505': 'unique violation',
  '23514': 'check violation',
  '23P01': 'exclusion violation',
};
/** Of an unknown code of these classes, one of these says that it is a database's: postal codes look the same. */
const FIELDS_OF_SERVER = [
  'severity',
  'routine',
  'detail',
  'constraint',
  'table',
  'schema',
  'sqlState',
];
/** MySQL's and MariaDB's complaints that repeat values, or the statement. */
const MYSQL: Readonly<Record<number, string>> = {
  1048: 'column cannot be null',
  1062: 'duplicate entry',
  1064: 'syntax error',
  1169: 'duplicate entry',
  1216: 'foreign-key violation',
  1217: 'foreign-key violation',
  1264: 'value is out of range',
  1265: 'data is truncated',
  1292: 'incorrect value',
  1366: 'incorrect value',
  1406: 'data is too long',
  1411: 'incorrect value',
  1451: 'foreign-key violation',
  1452: 'foreign-key violation',
  1525: 'incorrect value',
  1557: 'foreign-key violation',
  1586: 'duplicate entry',
  1690: 'value is out of range',
  1761: 'foreign-key violation',
  1762: 'foreign-key violation',
  3819: 'check violation',
  4025: 'check violation',
};
const SQL_SERVER: Readonly<Record<number, string>> = {
  220: 'arithmetic overflow',
  241: 'conversion failed',
  245: 'conversion failed',
  515: 'column cannot be null',
  547: 'constraint violation',
  2601: 'duplicate key',
  2627: 'duplicate key',
  2628: 'data is too long',
  8114: 'conversion failed',
  8115: 'arithmetic overflow',
  8152: 'data is too long',
};
const ORACLE: Readonly<Record<number, string>> = {
  1: 'unique constraint violated',
  1400: 'column cannot be null',
  1407: 'column cannot be null',
  1438: 'value is out of range',
  1722: 'invalid number',
  1858: 'invalid datetime',
  2290: 'check constraint violated',
  2291: 'foreign-key constraint violated',
  2292: 'foreign-key constraint violated',
  12_899: 'value is too large',
};
/** Duplicates, and documents that break the rules of their collection. */
const MONGO: Readonly<Record<number, string>> = {
  121: 'document validation failed',
  11_000: 'duplicate key',
  11_001: 'duplicate key',
};
const SQLITE_CONSTRAINT = 19;
const SQLITE_MISMATCH = 20;
/** SQLite writes names of columns only; a trigger and a check may say more, so no more is kept. */
const SQLITE_RULE =
  /(?:UNIQUE|NOT NULL|FOREIGN KEY|CHECK|PRIMARY KEY) constraint failed(?:: \w[\w., ]{0,200})?/;

/** The complaint of a database without the values in it; undefined where the error is none. */
export function databaseFailure(error: unknown): string | undefined {
  return (
    ofMysql(error) ??
    ofSqlState(error) ??
    ofSqlServer(error) ??
    ofSqlite(error) ??
    ofOracle(error) ??
    ofMongo(error)
  );
}

function ofSqlState(error: unknown): string | undefined {
  const code = textField(error, 'code') ?? '';
  if (!SQLSTATE.test(code)) return undefined;
  const isKnown = Object.hasOwn(CONDITIONS, code);
  if (!isKnown && !FIELDS_OF_SERVER.some((name) => field(error, name) !== undefined)) {
    return undefined;
  }
  const general = code.startsWith('22') ? 'data exception' : 'integrity constraint violation';
  const places = ['constraint', 'column', 'table', 'schema'].map((kind) => {
    const name = textField(error, kind) ?? textField(error, `${kind}_name`);
    return name === undefined ? '' : `, ${kind} ${quoted([name])}`;
  });
  return `${CONDITIONS[code] ?? general} (${code})${places.join('')}`;
}

function ofMysql(error: unknown): string | undefined {
  const errno = numberField(error, 'errno') ?? 0;
  const isMysql =
    field(error, 'sqlState') !== undefined || textField(error, 'code')?.startsWith('ER_');
  const words = isMysql ? MYSQL[errno] : undefined;
  return words && `${words} (${textField(error, 'code') ?? errno})`;
}

function ofSqlServer(error: unknown): string | undefined {
  const number = numberField(error, 'number') ?? 0;
  const isSqlServer =
    field(error, 'lineNumber') !== undefined && field(error, 'state') !== undefined;
  const words = isSqlServer ? SQL_SERVER[number] : undefined;
  return words && `${words} (SQL Server ${number})`;
}

function ofSqlite(error: unknown): string | undefined {
  const code = textField(error, 'code') ?? '';
  const kind = (numberField(error, 'errcode') ?? 0) & 0xff;
  const isOwn =
    code === 'ERR_SQLITE_ERROR' && (kind === SQLITE_CONSTRAINT || kind === SQLITE_MISMATCH);
  if (!isOwn && !/^SQLITE_(?:CONSTRAINT|MISMATCH)/.test(code)) return undefined;
  const rule = SQLITE_RULE.exec(messageField(error))?.[0];
  return `${rule ?? 'constraint violation'} (${code})`;
}

function ofOracle(error: unknown): string | undefined {
  const number = numberField(error, 'errorNum') ?? 0;
  const words = ORACLE[number];
  return words && `${words} (ORA-${String(number).padStart(5, '0')})`;
}

function ofMongo(error: unknown): string | undefined {
  const code = numberField(error, 'code') ?? 0;
  const isMongo =
    textField(error, 'name')?.startsWith('Mongo') === true ||
    field(error, 'keyPattern') !== undefined;
  const words = isMongo ? MONGO[code] : undefined;
  if (!words) return undefined;
  const pattern = field(error, 'keyPattern');
  const keys = typeof pattern === 'object' && pattern !== null ? Object.keys(pattern) : [];
  return `${words} (MongoDB ${code})${keys.length > 0 ? `, key ${quoted(keys)}` : ''}`;
}
