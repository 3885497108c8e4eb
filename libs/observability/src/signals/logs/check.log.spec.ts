import { recordedLoggers } from '../../../../../test/support/recorded-loggers';
import type { RecordedLine } from '../../../../../test/support/recorded-loggers';
import { CheckObservation, Redactor } from '../../core';
import { CheckLog } from './check.log';

type Status = CheckObservation['status'];

function checkOf(status: Status, message = '', name = 'db'): CheckObservation {
  const observation = new CheckObservation(0, { name, critical: true });
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

  it.each<[Status, string]>([
    ['degraded', 'warn'],
    ['unhealthy', 'error'],
  ])('writes that a check became %s with the level %s', (status, level) => {
    const { log, lines } = start();

    log.end(checkOf(status, 'connection refused'));

    expect(lines).toMatchObject([
      {
        level,
        logger: 'health',
        message: `health check db is ${status}: connection refused`,
        check: { name: 'db', critical: true, status, before: 'healthy', duration_ms: 12.5 },
      },
    ]);
  });

  it('says a change once, however often the check is asked', () => {
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
