const MARK = '/* nestjs-observability */';

/** The query as the library's own: not counted among the app's, and recognisable in the database's own views. */
export function asOwnQuery(sql: string): string {
  return `${sql} ${MARK}`;
}

/** Whether it is a query of the library itself, for a health check. */
export function isOwnQuery(sql: unknown): boolean {
  return typeof sql === 'string' && sql.endsWith(MARK);
}
