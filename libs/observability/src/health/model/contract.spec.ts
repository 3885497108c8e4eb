import { Findings, roundedMs } from './contract';

describe('what an indicator notices', () => {
  it('is healthy with the given message when it is nothing', () => {
    const finding = new Findings().note('workers', 2).toFinding('All fine');

    expect(finding).toEqual({ status: 'healthy', message: 'All fine', details: { workers: 2 } });
  });

  it('has the worst status, and all messages', () => {
    const finding = new Findings()
      .add('degraded', 'slow')
      .add('unhealthy', 'gone')
      .add('degraded', 'full')
      .toFinding('All fine');

    expect(finding).toMatchObject({ status: 'unhealthy', message: 'slow; gone; full' });
  });

  it('is degraded when nothing is worse', () => {
    const finding = new Findings().add('degraded', 'slow').toFinding('All fine');

    expect(finding).toMatchObject({ status: 'degraded', message: 'slow' });
  });
});

describe('milliseconds for details', () => {
  it.each([
    [0, 0],
    [1.234, 1.23],
    [1.236, 1.24],
    [500, 500],
  ])('%d are shown as %d', (given, shown) => {
    expect(roundedMs(given)).toBe(shown);
  });
});
