import { RequestSessions } from './request-sessions';
import type { SessionCounts } from './request-sessions';

describe('release health', () => {
  let sent: SessionCounts[];
  let sessions: RequestSessions;

  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-11-24T12:00:00Z') });
    sent = [];
    sessions = new RequestSessions((counts) => sent.push(counts));
  });
  afterEach(() => jest.useRealTimers());

  it('sends how many requests ended how, once a minute', () => {
    sessions.count(false);
    sessions.count(true);
    sessions.count(false);
    jest.advanceTimersByTime(59_999);
    const before = [...sent];
    jest.advanceTimersByTime(1);

    expect(before).toEqual([]);
    expect(sent).toEqual([{ started: '2026-11-24T12:00:00.000Z', exited: 2, crashed: 1 }]);
  });

  it('sends nothing while there are no requests', () => {
    sessions.count(false);
    jest.advanceTimersByTime(600_000);
    sessions.flush();

    expect(sent).toHaveLength(1);
  });

  it('begins anew after what it has sent', () => {
    sessions.count(true);
    sessions.flush();
    sessions.count(false);
    sessions.flush();

    expect(sent).toMatchObject([
      { exited: 0, crashed: 1 },
      { exited: 1, crashed: 0 },
    ]);
  });
});
