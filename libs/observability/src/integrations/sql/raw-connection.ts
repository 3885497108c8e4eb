import { hasMethods } from '../../core';

/** A driver's own connection, as the pools of ORMs hold it. */
export type RawConnection = object;

type Answered = (error: unknown, rows: unknown) => void;

interface PgClient {
  /** Whether no query is under way. */
  readonly readyForQuery?: boolean;
  query(sql: string): Promise<{ readonly rows: unknown }>;
  readonly connection?: { readonly stream?: { destroy(): void } };
}

interface MysqlConnection {
  /** What is under way, be it the handshake. */
  readonly _command?: unknown;
  query(sql: string, answered: Answered): void;
  destroy(): void;
  readonly stream?: { destroy(): void };
}

/** A connection of any other driver: most promise the rows. */
interface OtherConnection {
  query(sql: string): Promise<unknown>;
  destroy?(): void;
}

/** The rows of a query, as pg, mysql2, or a driver that promises them gives them. */
export async function queryRaw(connection: RawConnection, sql: string): Promise<unknown> {
  if (isPgClient(connection)) return (await connection.query(sql)).rows;
  if (isMysqlConnection(connection)) {
    return new Promise((resolve, reject) => {
      connection.query(sql, (error, rows) => (error ? reject(error) : resolve(rows)));
    });
  }
  // The pool adapter guarantees that it can be queried.
  return (connection as OtherConnection).query(sql);
}

/** Closes the socket at once: a graceful close waits for a reply, which a dead connection never sends. */
export function cutRaw(connection: RawConnection): void {
  if (isPgClient(connection)) {
    connection.connection?.stream?.destroy();
    return;
  }
  // Both have destroy(); any other connection is closed by its pool.
  const { destroy, stream } = connection as Partial<MysqlConnection>;
  destroy?.call(connection);
  stream?.destroy();
}

/** Whether no reply of the server is pending; false where the driver does not report it. */
export function isAtRest(connection: RawConnection): boolean {
  if (isPgClient(connection)) return connection.readyForQuery === true;
  return isMysqlConnection(connection) && '_command' in connection && !connection._command;
}

function isPgClient(connection: object): connection is PgClient {
  return hasMethods(connection, 'query', 'escapeIdentifier', 'escapeLiteral');
}

/** mysql2's, with callbacks: its connection with promises has no `promise()`. */
function isMysqlConnection(connection: object): connection is MysqlConnection {
  return hasMethods(connection, 'query', 'promise', 'destroy');
}
