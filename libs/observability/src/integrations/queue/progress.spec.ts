import { Progress } from './progress';
import type { QueueState } from './progress';

const STILL: QueueState = { waiting: 5, finished: 10, oldest: '1' };

/** How long it has stood still at the last of these looks, one each second. */
function stillAfter(...states: readonly QueueState[]): number {
  const progress = new Progress();
  return states.reduce((_still, state, i) => progress.stillMs(state, 1000 * i), -1);
}

describe('the progress of a queue', () => {
  it('is there at the first look, since nothing is known', () => {
    expect(stillAfter(STILL)).toBe(0);
  });

  it('is missing for as long as the same jobs wait and none is finished', () => {
    expect(stillAfter(STILL, STILL, STILL, STILL)).toBe(3000);
  });

  it('is missing while more and more jobs come', () => {
    expect(stillAfter(STILL, { ...STILL, waiting: 50 }, { ...STILL, waiting: 500 })).toBe(2000);
  });

  it.each<[string, Partial<QueueState>]>([
    ['a job was finished', { finished: 11 }],
    ['finished jobs were taken away', { finished: 0 }],
    ['another job is the oldest', { oldest: '2' }],
    ['fewer jobs wait', { waiting: 4 }],
    ['no job waits', { waiting: 0, oldest: undefined }],
  ])('is there when %s', (_sign, change) => {
    expect(stillAfter(STILL, STILL, STILL, { ...STILL, ...change })).toBe(0);
  });

  it('is never missing in an idle queue', () => {
    const idle = { waiting: 0, finished: 10, oldest: undefined };

    expect(stillAfter(idle, idle, idle)).toBe(0);
  });

  it('counts from what was seen elsewhere, if that is later', () => {
    const progress = new Progress();
    progress.stillMs(STILL, 0);

    progress.moved(700);
    progress.moved(300);

    expect(progress.stillMs(STILL, 1000)).toBe(300);
  });
});
