import { DropReporter } from './drop-reporter';

/** An app that keeps what is reported to it. */
function app() {
  const received = { dropped: {} as Record<string, number>, warnings: [] as string[] };
  const listener = {
    dropped: (count: number, reason: string) =>
      void (received.dropped[reason] = (received.dropped[reason] ?? 0) + count),
    warn: (message: string) => void received.warnings.push(message),
  };
  return { received, listener };
}

describe('the report of what is dropped before delivery', () => {
  it('reports the number to the app, and logs the cause once', () => {
    const { received, listener } = app();
    const report = new DropReporter('Spans');
    report.listen(listener);

    report.dropped(2, 'the answer was 500', 'rejected');
    report.dropped(3, 'the answer was 500', 'rejected');

    expect(received).toEqual({
      dropped: { rejected: 5 },
      warnings: ['Spans are being dropped: the answer was 500.'],
    });
  });

  it('reports what was dropped before the app started, by reason', () => {
    const warning = jest.spyOn(process, 'emitWarning').mockImplementation();
    const { received, listener } = app();
    const report = new DropReporter('Spans');

    report.dropped(2, 'it was early', 'timeout');
    report.dropped(1, 'it was large', 'too_large');
    report.listen(listener);

    expect(received.dropped).toEqual({ timeout: 2, too_large: 1 });
    expect(warning).toHaveBeenCalledWith(
      'Spans are being dropped: it was early.',
      'ObservabilityWarning',
    );
    warning.mockRestore();
  });

  it('logs the total when nothing has been dropped for a while', () => {
    let now = 0;
    const { received, listener } = app();
    const report = new DropReporter('Spans', { now: () => now });
    report.listen(listener);

    report.dropped(2, 'x');
    now = 9000;
    report.delivered();
    now = 11_000;
    report.delivered();
    report.delivered();

    expect(received.warnings.slice(1)).toEqual([
      'Spans are being delivered again; 2 were dropped.',
    ]);
  });

  it('counts what is left out on purpose without a warning', () => {
    const { received, listener } = app();
    const report = new DropReporter('Error events');
    report.listen(listener);

    report.leftOut(2, 'sampled_out');

    expect(received).toEqual({ dropped: { sampled_out: 2 }, warnings: [] });
  });

  it('logs the remedy for what is left out once', () => {
    const { received, listener } = app();
    const report = new DropReporter('Spans');
    report.listen(listener);

    report.leftOut(1, 'forced', 'Raise the limit.');
    report.leftOut(1, 'forced', 'Raise the limit.');

    expect(received).toEqual({ dropped: { forced: 2 }, warnings: ['Raise the limit.'] });
  });

  it('reports nothing more to an app that has ended', () => {
    jest.spyOn(process, 'emitWarning').mockImplementation();
    const [first, second] = [app(), app()];
    const report = new DropReporter('Spans');

    report.listen(first.listener)();
    report.dropped(1, 'no listener');
    report.listen(second.listener);

    expect([first.received.dropped, second.received.dropped]).toEqual([{}, { '': 1 }]);
    jest.restoreAllMocks();
  });

  it('counts the kinds of an episode, and says them in the words that it was given', () => {
    const { received, listener } = app();
    const wording = {
      began: (why: string) => `began: ${why}`,
      ended: ({ why, count }: { why: string; count: number }) => `ended: ${count}, ${why}`,
    };
    const report = new DropReporter<string>(wording, { quietMs: 0 });
    report.listen(listener);

    report.dropped(1, 'stalled', 'stalled', 'debug');
    report.dropped(2, 'full', 'full', 'info');
    report.dropped(1, 'full', 'full', 'debug');
    const episode = report.delivered();

    expect(episode).toEqual({
      why: 'stalled',
      count: 4,
      byKind: new Map([
        ['debug', 2],
        ['info', 2],
      ]),
    });
    expect(received.warnings).toEqual(['began: stalled', 'ended: 4, stalled']);
    expect(report.delivered()).toBeUndefined();
  });
});
