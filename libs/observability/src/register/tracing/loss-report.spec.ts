import { LossReport } from './loss-report';

/** An app that keeps what it is told. */
function app() {
  const heard = { lost: 0, warnings: [] as string[] };
  const listener = {
    lost: () => void (heard.lost += 1),
    warn: (message: string) => void heard.warnings.push(message),
  };
  return { heard, listener };
}

describe('the report of lost spans', () => {
  it('tells the app of each span, and says why once', () => {
    const { heard, listener } = app();
    const report = new LossReport();
    report.listen(listener);

    report.lost(2, 'the answer was 500');
    report.lost(3, 'the answer was 500');

    expect(heard).toEqual({ lost: 5, warnings: ['Spans are being lost: the answer was 500.'] });
  });

  it('hands over what was lost before the app was there', () => {
    const warning = jest.spyOn(process, 'emitWarning').mockImplementation();
    const { heard, listener } = app();
    const report = new LossReport();

    report.lost(2, 'it was early');
    report.listen(listener);

    expect(heard.lost).toBe(2);
    expect(warning).toHaveBeenCalledWith(
      'Spans are being lost: it was early.',
      'ObservabilityWarning',
    );
    warning.mockRestore();
  });

  it('says so when nothing has been lost for a while, with the number', () => {
    let now = 0;
    const { heard, listener } = app();
    const report = new LossReport(() => now);
    report.listen(listener);

    report.lost(2, 'x');
    now = 9000;
    report.delivered();
    now = 11_000;
    report.delivered();
    report.delivered();

    expect(heard.warnings.slice(1)).toEqual(['Spans are delivered again; 2 were lost.']);
  });

  it('tells an app that has ended nothing more', () => {
    jest.spyOn(process, 'emitWarning').mockImplementation();
    const [first, second] = [app(), app()];
    const report = new LossReport();

    report.listen(first.listener)();
    report.lost(1, 'nobody was there');
    report.listen(second.listener);

    expect([first.heard.lost, second.heard.lost]).toEqual([0, 1]);
    jest.restoreAllMocks();
  });
});
