import { BackgroundChecks } from './background';

class FakeChecked {
  readonly checkedAt: number[] = [];
  isInBackground = false;
  readonly settings;

  constructor(
    intervalMs: number | undefined,
    private readonly tookMs = 0,
  ) {
    this.settings = { intervalMs } as never;
  }

  inBackground(): void {
    this.isInBackground = true;
  }

  async check(): Promise<never> {
    this.checkedAt.push(performance.now());
    if (this.tookMs > 0) await new Promise((resolve) => setTimeout(resolve, this.tookMs));
    return undefined as never;
  }
}

let startedAt: number;

beforeEach(() => {
  jest.useFakeTimers();
  startedAt = performance.now();
});

afterEach(() => {
  jest.useRealTimers();
});

function timesOf({ checkedAt }: FakeChecked): number[] {
  return checkedAt.map((at) => Math.round(at - startedAt));
}

describe('checks in the background', () => {
  it('come at the pace of each, counted from the end of the one before', async () => {
    const quick = new FakeChecked(1000);
    const slow = new FakeChecked(1000, 500);

    new BackgroundChecks(() => 0.5).start([quick, slow]);
    await jest.advanceTimersByTimeAsync(3600);

    expect(timesOf(quick)).toEqual([500, 1500, 2500, 3500]);
    expect(timesOf(slow)).toEqual([500, 2000, 3500]);
  });

  it.each([
    [0, [0, 900, 1800]],
    [0.999, [999, 2098]],
  ])('are spread, so that a fleet does not ask at once (%d)', async (random, times) => {
    const checked = new FakeChecked(1000);

    new BackgroundChecks(() => random).start([checked]);
    await jest.advanceTimersByTimeAsync(2200);

    expect(timesOf(checked)).toEqual(times);
  });

  it('are not for those that have no pace', async () => {
    const checked = new FakeChecked(undefined);

    new BackgroundChecks().start([checked]);
    await jest.advanceTimersByTimeAsync(10_000);

    expect([checked.checkedAt, checked.isInBackground]).toEqual([[], false]);
  });

  it('end with the app, even while one is under way', async () => {
    const idle = new FakeChecked(1000);
    const busy = new FakeChecked(1000, 800);
    const background = new BackgroundChecks(() => 0.5);
    background.start([idle, busy]);
    await jest.advanceTimersByTimeAsync(600);

    background.stop();
    await jest.advanceTimersByTimeAsync(10_000);

    expect([idle.checkedAt.length, busy.checkedAt.length]).toEqual([1, 1]);
    expect(jest.getTimerCount()).toBe(0);
  });
});
