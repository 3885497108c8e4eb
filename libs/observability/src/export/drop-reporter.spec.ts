import { DropReporter } from './drop-reporter';

/** An app that keeps what it is told. */
function app() {
  const heard = { lost: {} as Record<string, number>, warnings: [] as string[] };
  const listener = {
    lost: (count: number, reason: string) =>
      void (heard.lost[reason] = (heard.lost[reason] ?? 0) + count),
    warn: (message: string) => void heard.warnings.push(message),
  };
  return { heard, listener };
}

describe('the report of what is lost on its way out', () => {
  it('tells the app how many, and says why once', () => {
    const { heard, listener } = app();
    const report = new DropReporter('Spans');
    report.listen(listener);

    report.lost(2, 'the answer was 500', 'rejected');
    report.lost(3, 'the answer was 500', 'rejected');

    expect(heard).toEqual({
      lost: { rejected: 5 },
      warnings: ['Spans are being lost: the answer was 500.'],
    });
  });

  it('hands over what was lost before the app was there, each reason apart', () => {
    const warning = jest.spyOn(process, 'emitWarning').mockImplementation();
    const { heard, listener } = app();
    const report = new DropReporter('Spans');

    report.lost(2, 'it was early', 'timeout');
    report.lost(1, 'it was large', 'too_large');
    report.listen(listener);

    expect(heard.lost).toEqual({ timeout: 2, too_large: 1 });
    expect(warning).toHaveBeenCalledWith(
      'Spans are being lost: it was early.',
      'ObservabilityWarning',
    );
    warning.mockRestore();
  });

  it('says so when nothing has been lost for a while, with the number', () => {
    let now = 0;
    const { heard, listener } = app();
    const report = new DropReporter('Spans', () => now);
    report.listen(listener);

    report.lost(2, 'x');
    now = 9000;
    report.delivered();
    now = 11_000;
    report.delivered();
    report.delivered();

    expect(heard.warnings.slice(1)).toEqual(['Spans are delivered again; 2 were lost.']);
  });

  it('counts what is left out on purpose and does not warn of it', () => {
    const { heard, listener } = app();
    const report = new DropReporter('Error events');
    report.listen(listener);

    report.leftOut(2, 'sampled_out');

    expect(heard).toEqual({ lost: { sampled_out: 2 }, warnings: [] });
  });

  it('says once what can be done about what is left out', () => {
    const { heard, listener } = app();
    const report = new DropReporter('Spans');
    report.listen(listener);

    report.leftOut(1, 'forced', 'Raise the limit.');
    report.leftOut(1, 'forced', 'Raise the limit.');

    expect(heard).toEqual({ lost: { forced: 2 }, warnings: ['Raise the limit.'] });
  });

  it('tells an app that has ended nothing more', () => {
    jest.spyOn(process, 'emitWarning').mockImplementation();
    const [first, second] = [app(), app()];
    const report = new DropReporter('Spans');

    report.listen(first.listener)();
    report.lost(1, 'nobody was there');
    report.listen(second.listener);

    expect([first.heard.lost, second.heard.lost]).toEqual([{}, { '': 1 }]);
    jest.restoreAllMocks();
  });
});
