import { Drops } from '../../../core';
import { RecordingErrors } from '../testing/errors-signal';
import { ErrorCounts } from './error-counts';
import { ErrorReporter } from './error-reporter';
import type { ErrorSink } from '../facts/error-sink';
import { IgnoreRules } from './ignore.rules';

const FACTS = { transaction: undefined, context: undefined, tags: {} };

const broken: ErrorSink = {
  report: () => {
    throw new Error('no');
  },
  flush: () => Promise.resolve(),
};

describe('the reporter', () => {
  it('tells the other sinks also when one fails, and counts that', () => {
    const sound = new RecordingErrors();
    const drops = new Drops();
    const ignore = new IgnoreRules({}, () => false);
    const sinks = [broken, sound];
    const reporter = new ErrorReporter({ sinks, ignore, counts: new ErrorCounts(), drops });

    reporter.report('boom', FACTS);

    expect(sound.reports).toMatchObject([{ error: 'boom' }]);
    expect([...drops.byReason()]).toEqual([{ part: 'errors', reason: 'not described', count: 1 }]);
  });
});
