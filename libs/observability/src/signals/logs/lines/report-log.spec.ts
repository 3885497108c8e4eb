import { recordedLoggers } from '../testing/recorded-loggers';
import { Redactor, REDACTED } from '../../../core';
import type { Report } from '../../../core';
import { ReportLog } from './report-log';

const REPORT: Report = {
  kind: 'captured',
  message: 'Something',
  level: 'error',
  tags: {},
  extra: {},
};

/** The lines that the reports come to. */
function linesOf(...reports: readonly Partial<Report>[]) {
  const { loggers, lines } = recordedLoggers();
  const log = new ReportLog(loggers, new Redactor());
  reports.forEach((report) => log.write({ ...REPORT, ...report }, undefined));
  return lines;
}

describe('the line of a report by hand', () => {
  it('has the error and what was said of it, without secrets', () => {
    const thrown = { error: new TypeError('boom') };

    expect(linesOf({ thrown, tags: { shop: 'paris' }, extra: { password: 'x' } })).toMatchObject([
      {
        level: 'error',
        logger: 'app',
        message: 'Something',
        exception: { type: 'TypeError', message: 'boom' },
        extra: { shop: 'paris', password: REDACTED },
      },
    ]);
  });

  it('is written by the logger of its kind, at its level', () => {
    const lines = linesOf({ kind: 'business' }, { kind: 'performance', level: 'warning' });

    expect(lines).toMatchObject([
      { logger: 'business', level: 'error' },
      { logger: 'performance', level: 'warn' },
    ]);
  });

  it('has no extra when nothing was said', () => {
    expect(linesOf({})[0]).not.toHaveProperty('extra');
  });
});
