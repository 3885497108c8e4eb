import { Backlog } from './backlog';
import { LineBlock } from './line-block';

const [DEBUG, INFO, ERROR] = [20, 30, 50];

describe('Backlog', () => {
  let dropped: Record<number, number>;
  const backlogOf = (mostBytes: number): Backlog =>
    new Backlog(mostBytes, (level, lines) => {
      dropped[level] = (dropped[level] ?? 0) + lines;
    });

  beforeEach(() => {
    dropped = {};
  });

  it('gives lines back in the order in which they came, whatever their level', () => {
    const backlog = backlogOf(1000);
    add(backlog, ['one', ERROR], ['two', DEBUG], ['three', INFO], ['four', DEBUG]);

    expect(textOf(backlog)).toBe('one two three four ');
    expect(backlog.isEmpty).toBe(true);
  });

  it('drops the newest line of the lowest level where a more important one needs its room', () => {
    const backlog = backlogOf(20);
    add(backlog, ['debug', DEBUG], ['info.', INFO], ['more.', DEBUG], ['error', ERROR]);

    expect(textOf(backlog)).toBe('debug info. error ');
    expect(dropped).toEqual({ [DEBUG]: 1 });
  });

  it('drops a line for which only equal or more important ones would have to go', () => {
    const backlog = backlogOf(12);
    add(backlog, ['info.', INFO], ['error', ERROR], ['info!', INFO], ['debug', DEBUG]);

    expect(textOf(backlog)).toBe('info. error ');
    expect(dropped).toEqual({ [INFO]: 1, [DEBUG]: 1 });
  });

  it('keeps every error while there is anything less important to drop, within its bytes', () => {
    const backlog = backlogOf(100_000);
    for (let i = 0; i < 10_000; i += 1) {
      add(backlog, [`debug ${i}`.padEnd(40), DEBUG], [`info ${i}`.padEnd(40), INFO]);
      if (i % 10 === 0) add(backlog, [`error ${i}`.padEnd(40), ERROR]);
    }

    const text = textOf(backlog);
    expect(text.match(/error/g)).toHaveLength(1000);
    expect(text).not.toContain('debug');
    expect(text.length).toBeGreaterThan(99_900);
    expect(text.length).toBeLessThanOrEqual(100_000);
  });

  it('hands over as many lines as a block holds, and a longer one by itself', () => {
    const backlog = backlogOf(1_000_000);
    const long = 'x'.repeat(200_000);
    add(backlog, ['one', INFO], [long, INFO], ['two', INFO]);

    const first = backlog.moveTo(new LineBlock());
    const second = backlog.moveTo(new LineBlock());
    const third = backlog.moveTo(new LineBlock());

    expect([first, second, third].map(({ used }) => used)).toEqual([4, 200_001, 4]);
  });

  it('forgets everything at once, and counts it', () => {
    const backlog = backlogOf(1000);
    add(backlog, ['one', INFO], ['two', ERROR], ['three', INFO]);

    backlog.clear();

    expect(backlog.isEmpty).toBe(true);
    expect(dropped).toEqual({ [INFO]: 2, [ERROR]: 1 });
  });
});

function add(backlog: Backlog, ...lines: readonly (readonly [string, number])[]): void {
  for (const [text, level] of lines) backlog.add(Buffer.from(`${text} `), level);
}

function textOf(backlog: Backlog): string {
  let text = '';
  while (!backlog.isEmpty) {
    const block = backlog.moveTo(new LineBlock());
    text += block.rest(block.used).toString();
  }
  return text;
}
