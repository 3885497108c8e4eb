import { recordedLoggers } from '../testing/recorded-loggers';
import { Observer, QueryObservation, Redactor, RequestContext } from '../../../core';
import { QueryLog } from './query-log';

const context = new RequestContext(new Observer([]), { requestId: 'req-7' });
const database = { system: 'postgresql', alias: 'default' };

function queryOf(milliseconds: number, error?: unknown): QueryObservation {
  const observation = new QueryObservation(0, context, database, 'select');
  if (error !== undefined) observation.fail(error);
  return Object.assign(observation, { durationSeconds: milliseconds / 1000 });
}

function linesOf(level: string, query: QueryObservation): unknown[] {
  const { loggers, lines } = recordedLoggers({ level });
  new QueryLog(loggers.get('database'), new Redactor(), 1000).end(query);
  return lines;
}

describe('QueryLog', () => {
  it('writes a query that is fine for those who want every detail', () => {
    expect(linesOf('trace', queryOf(12.345))).toMatchObject([
      {
        level: 'trace',
        logger: 'database',
        message: 'database select completed',
        request_id: 'req-7',
        db: { ...database, operation: 'select', outcome: 'ok', duration_ms: 12.35 },
      },
    ]);
  });

  it('says nothing of it to anybody else', () => {
    expect(linesOf('debug', queryOf(1))).toEqual([]);
  });

  it('warns of a query that failed, with the reason and without its stack', () => {
    const lines = linesOf('info', queryOf(3, new TypeError('no table at pg://u:hunter2@db')));

    expect(lines).toMatchObject([
      {
        level: 'warn',
        message: 'database select failed',
        exception: { type: 'TypeError', message: 'no table at pg://[Redacted]@db' },
      },
    ]);
    expect(JSON.stringify(lines)).not.toContain('traceback');
  });

  it('warns of a slow query', () => {
    expect(linesOf('info', queryOf(1000))).toMatchObject([
      {
        level: 'warn',
        message: 'database select was slow',
        db: { slow_query: true, threshold_ms: 1000 },
      },
    ]);
  });
});
