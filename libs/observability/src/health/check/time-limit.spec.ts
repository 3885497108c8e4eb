import { orWhenLate } from './time-limit';

const never = new Promise<string>(() => undefined);

function block(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

describe('a time limit', () => {
  it('gives what the work comes to', async () => {
    await expect(orWhenLate(Promise.resolve('done'), 1000, () => 'late')).resolves.toBe('done');
  });

  it('gives what stands in when the time is over', async () => {
    await expect(orWhenLate(never, 1, () => 'late')).resolves.toBe('late');
  });

  it('asks for nothing to stand in when the work was in time', async () => {
    const standIn = jest.fn(() => 'late');

    await orWhenLate(Promise.resolve('done'), 1, standIn);
    await new Promise((resolve) => setTimeout(resolve, 5));

    expect(standIn).not.toHaveBeenCalled();
  });

  it('counts what arrived while something blocked the loop', async () => {
    const answer = new Promise<string>((resolve) => setImmediate(() => resolve('done')));
    const outcome = orWhenLate(answer, 5, () => 'late');

    block(20);

    await expect(outcome).resolves.toBe('done');
  });
});
