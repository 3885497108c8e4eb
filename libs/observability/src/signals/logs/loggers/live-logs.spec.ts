import {
  addLiveLogs,
  areNestLinesWanted,
  beginLiveLogs,
  newestLiveLogs,
  removeLiveLogs,
} from './live-logs';
import type { LiveLogs } from './live-logs';

function made(): LiveLogs {
  // Nothing of its loggers is read here.
  const app = { owner: {}, hasNestLines: true } as LiveLogs;
  addLiveLogs(app);
  return app;
}

function started(): LiveLogs {
  const app = made();
  beginLiveLogs(app);
  return app;
}

describe('the logs of the apps that run', () => {
  it('are those of the newest, and of none when the last has ended', () => {
    const [first, second] = [started(), started()];

    expect(newestLiveLogs()).toBe(second);
    removeLiveLogs(second);
    expect(newestLiveLogs()).toBe(first);
    removeLiveLogs(first);
    expect([newestLiveLogs(), areNestLinesWanted()]).toEqual([undefined, false]);
  });

  it('are not kept of apps that were made and never started', () => {
    made();
    made();
    const app = started();
    removeLiveLogs(app);

    expect([newestLiveLogs(), areNestLinesWanted()]).toEqual([undefined, false]);
  });

  it('are those of an app that starts after another was made', () => {
    const [late, other] = [made(), made()];
    beginLiveLogs(late);
    beginLiveLogs(other);

    removeLiveLogs(other);
    expect(newestLiveLogs()).toBe(late);
    removeLiveLogs(late);
    expect(areNestLinesWanted()).toBe(false);
  });
});
