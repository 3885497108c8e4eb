import { recordedLoggers } from '../testing/recorded-loggers';
import type { RecordedLine } from '../testing/recorded-loggers';
import { CheckObservation, Redactor } from '../../../core';
import { CheckLog } from './check-log';

type Status = CheckObservation['status'];

function checkOf(status: Status, message = '', name = 'db', startedAt = 0): CheckObservation {
  const observation = new CheckObservation(startedAt, { name, critical: true });
  return Object.assign(observation, { status, message, durationSeconds: 0.0125 });
}

function start(): { log: CheckLog; lines: RecordedLine[] } {
  const { loggers, lines } = recordedLoggers();
  return { log: new CheckLog(loggers.get('health'), new Redactor()), lines };
}

describe('CheckLog', () => {
  it('says nothing of a check that is healthy from the start', () => {
    const { log, lines } = start();

    log.end(checkOf('healthy'));

    expect(lines).toEqual([]);
  });

  it.each<Status>(['degraded', 'unhealthy'])('warns that a check became %s', (status) => {
    const { log, lines } = start();

    log.end(checkOf(status, 'connection refused'));

    expect(lines).toMatchObject([
      {
        level: 'warn',
        logger: 'health',
        message: `health check db is ${status}: connection refused`,
        check: { name: 'db', critical: true, status, before: 'healthy', duration_ms: 12.5 },
      },
    ]);
  });

  it('logs a change once, however often the check runs', () => {
    const { log, lines } = start();

    log.end(checkOf('unhealthy', 'down'));
    log.end(checkOf('unhealthy', 'down'));
    log.end(checkOf('unhealthy', 'still down'));

    expect(lines).toHaveLength(1);
  });

  it('says that a check is healthy again', () => {
    const { log, lines } = start();

    log.end(checkOf('unhealthy', 'down'));
    log.end(checkOf('healthy'));

    expect(lines.at(-1)).toMatchObject({
      level: 'info',
      check: { status: 'healthy', before: 'unhealthy' },
    });
  });

  it('tells by information of what is better and still not well', () => {
    const { log, lines } = start();

    log.end(checkOf('unhealthy', 'down'));
    log.end(checkOf('degraded', 'slow'));

    expect(lines.map(({ level, message }) => [level, message])).toEqual([
      ['warn', 'health check db is unhealthy: down'],
      ['info', 'health check db is degraded: slow'],
    ]);
  });

  it('says nothing of a failure that has not settled', () => {
    const { log, lines } = start();

    log.end(Object.assign(checkOf('unhealthy', 'down'), { settled: 'healthy' }));

    expect(lines).toEqual([]);
  });

  it('gives no reason where the last round found something else than what has settled', () => {
    const { log, lines } = start();

    log.end(Object.assign(checkOf('healthy', 'all well'), { settled: 'unhealthy' }));

    expect(lines.map(({ message }) => message)).toEqual(['health check db is unhealthy']);
  });

  it('reminds every ten minutes of a check that stays ill', () => {
    const { log, lines } = start();
    const minutes = [0, 5, 10, 15, 19, 20, 21];

    for (const minute of minutes) log.end(checkOf('unhealthy', 'down', 'db', minute * 60_000));

    expect(lines.map(({ message }) => message)).toEqual([
      'health check db is unhealthy: down',
      'health check db is still unhealthy: down',
      'health check db is still unhealthy: down',
    ]);
  });

  it('remembers each check by its name', () => {
    const { log, lines } = start();

    log.end(checkOf('unhealthy', 'down', 'db'));
    log.end(checkOf('unhealthy', 'down', 'cache'));

    expect(lines.map(({ check }) => (check as { name: string }).name)).toEqual(['db', 'cache']);
  });

  it('writes the reason without secrets', () => {
    const { log, lines } = start();

    log.end(checkOf('unhealthy', 'no answer from redis://:hunter2@cache'));

    expect(lines).toMatchObject([
      { message: 'health check db is unhealthy: no answer from redis://[Redacted]@cache' },
    ]);
  });
});
