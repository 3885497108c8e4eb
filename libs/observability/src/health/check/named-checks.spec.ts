import { Problems } from '../../core';
import { findUnknownChecks } from './named-checks';

describe('checks that options name', () => {
  it('are all validated, and the known ones are listed', () => {
    const problems = new Problems();
    const options = {
      checks: { databse: {}, cache: {} },
      groups: { checkout: ['cache', 'quoue'] },
      liveness: ['event_loop'],
    };

    findUnknownChecks(options, ['database', 'cache', 'queue'], problems);

    const known = 'Its checks: database, cache, queue.';
    expect(problems.found).toEqual([
      {
        path: 'health.checks.databse',
        message: `names a check that the app does not have. Did you mean "database"? ${known}`,
      },
      {
        path: 'health.groups.checkout[1]',
        message: `names a check that the app does not have. Did you mean "queue"? ${known}`,
      },
      {
        path: 'health.liveness[0]',
        message: `names a check that the app does not have. ${known}`,
      },
    ]);
  });

  it('are listed as none where the app has none', () => {
    const problems = new Problems();

    findUnknownChecks({ checks: { cache: {} }, groups: {}, liveness: [] }, [], problems);

    expect(problems.found[0]?.message).toContain('Its checks: none.');
  });
});
