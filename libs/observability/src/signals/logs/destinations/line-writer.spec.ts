import { Drops } from '../../../core';
import { LineDropReporter, LineDrops } from './line-drops';
import { LineWriter } from './line-writer';
import type { JoinedLines, PendingLines } from './pending-lines';
import type { Sink } from './sink';

/** Takes as many bytes as the test allows. */
class FakeSink implements Sink {
  unitBytes = 65_536;
  trouble: string | undefined;
  isIdle = true;
  isClosed = false;
  onReady?: () => void;
  room = Infinity;
  /** How much of what it took last it says is dropped, when it is closed. */
  unconfirmedBytes = 0;
  readonly writes: string[] = [];

  get text(): string {
    return this.writes.join('');
  }

  take(bytes: Buffer): number {
    const taken = Math.min(bytes.length, this.room);
    this.room -= taken;
    if (taken > 0) this.writes.push(bytes.toString('utf8', 0, taken));
    return taken;
  }

  takeLast(bytes: Buffer): number {
    return this.take(bytes);
  }

  close(): number {
    this.isClosed = true;
    return this.unconfirmedBytes;
  }
}

describe('LineWriter', () => {
  let sink: FakeSink;
  let writer: LineWriter;
  let warnings: string[];
  let drops: Drops;

  beforeEach(() => {
    jest.useFakeTimers();
    warnings = [];
    sink = new FakeSink();
    drops = new Drops();
    const report = new LineDropReporter('console', {
      drops: new LineDrops(drops),
      warn: (message) => warnings.push(message),
      lineOf: (message) => `${message}\n`,
    });
    writer = new LineWriter({ sink, report, mostWaitingBytes: 100_000 });
  });

  afterEach(() => {
    writer.close();
    jest.useRealTimers();
  });

  it('writes all lines of ten milliseconds at once, in their order', () => {
    writer.write('one\n');
    writer.write('two\n');
    jest.advanceTimersByTime(10);

    expect(sink.writes).toEqual(['one\ntwo\n']);
  });

  it('writes the lines of the next ten milliseconds as well', () => {
    writer.write('one\n');
    jest.advanceTimersByTime(10);
    writer.write('two\n');
    jest.advanceTimersByTime(10);

    expect(sink.writes).toEqual(['one\n', 'two\n']);
  });

  describe('lines that are put together later', () => {
    /** Lines that wait, each of them once. */
    class Waiting implements PendingLines {
      isFull = false;
      private lines: string[] = [];

      add(line: string): this {
        this.lines.push(line);
        return this;
      }

      join(): JoinedLines {
        const lines = this.lines.splice(0);
        const ends = lines.map((_, i) => lines.slice(0, i + 1).join('').length);
        return { text: lines.join(''), ends, level: 30 };
      }
    }
    let later: Waiting;

    beforeEach(() => {
      later = new Waiting();
    });

    it('are written within ten milliseconds', () => {
      writer.writeLater(later.add('one\n'));
      writer.writeLater(later.add('two\n'));
      jest.advanceTimersByTime(10);

      expect(sink.writes).toEqual(['one\ntwo\n']);
    });

    it('keep their place among the others', () => {
      writer.write('one\n');
      writer.writeLater(later.add('two\n'));
      writer.write('three\n');
      writer.writeLater(later.add('four\n'));
      writer.writeLater(new Waiting().add('five\n'));
      jest.advanceTimersByTime(10);

      expect(sink.text).toBe('one\ntwo\nthree\nfour\nfive\n');
    });

    it('are put together when there are as many as may wait', () => {
      later.isFull = true;

      writer.writeLater(later.add('one\n'));
      expect(later.join().text).toBe('');
      jest.advanceTimersByTime(10);

      expect(sink.text).toBe('one\n');
    });

    it.each<[string, () => void | Promise<void>]>([
      ['flushed', () => writer.flush(0)],
      ['flushed at the end of the process', () => writer.flushSync(0)],
      ['closed', () => writer.close()],
    ])('are written when the writer is %s', async (_case, act) => {
      writer.writeLater(later.add('one\n'));

      await act();

      expect(sink.text).toBe('one\n');
    });

    it('are counted when the writer is closed and nobody takes them', () => {
      sink.room = 0;
      writer.writeLater(later.add('one\n'));

      writer.close();

      expect([...drops.byReason()]).toEqual([{ part: 'logs', reason: 'shutdown', count: 1 }]);
    });

    it('are one line each for a sink that takes lines, whatever their characters', () => {
      sink.unitBytes = 1;
      writer.writeLater(later.add('one\n').add('two\n'));
      writer.write('three\n');
      writer.writeLater(later.add('größe\n').add('漢字\n').add('five\n'));
      jest.advanceTimersByTime(10);

      expect(sink.writes).toEqual(['one\n', 'two\n', 'three\n', 'größe\n', '漢字\n', 'five\n']);
    });

    it('are written in their order when a block has no room for all of them', () => {
      const lines = Array.from({ length: 40 }, (_, i) => `${String(i).padStart(4000, '.')}\n`);
      for (const line of lines) later.add(line);

      writer.writeLater(later);
      jest.advanceTimersByTime(10);

      expect(sink.text).toBe(lines.join(''));
    });

    it('go along when the lines are handed to another destination', () => {
      const got: string[] = [];
      writer.write('one\n');
      writer.writeLater(later.add('two\n'));

      writer.drainTo({ write: (line) => got.push(line) });

      expect(got).toEqual(['one\n', 'two\n']);
    });
  });

  it('counts what a sink had taken and says is dropped when it is closed, by level', () => {
    sink.isIdle = false;
    sink.unconfirmedBytes = 7;
    writer.write('{"level":"info"}\n', 30);
    writer.write('{"level":"warn"}\n', 40);
    writer.write('error\n', 50);
    jest.advanceTimersByTime(10);

    writer.close();
    sink.unconfirmedBytes = 0;

    expect([...drops.byReason()]).toEqual([{ part: 'logs', reason: 'shutdown', count: 2 }]);
    expect(warnings).toHaveLength(1);
  });

  it('hands what a sink had not confirmed to another destination line by line, each with its level', () => {
    const got: [string, number | undefined][] = [];
    sink.isIdle = false;
    writer.write('größe\n', 30);
    writer.write('two\n', 50);
    jest.advanceTimersByTime(10);
    sink.room = 0;
    writer.write('three\n', 40);
    jest.advanceTimersByTime(10);

    const other = { write: (line: string, level?: number) => void got.push([line, level]) };
    writer.drainTo(other, Buffer.from(sink.writes[0] ?? ''));

    expect(got).toEqual([
      ['größe\n', 30],
      ['two\n', 50],
      ['three\n', 40],
    ]);
  });

  it('writes nothing before they are over', () => {
    writer.write('one\n');
    jest.advanceTimersByTime(9);

    expect(sink.writes).toEqual([]);
  });

  it('writes what it holds when the next line has no room', () => {
    const long = `${'x'.repeat(20_000)}\n`;
    writer.write(long);
    writer.write(long);

    expect(sink.writes).toEqual([long]);
    jest.advanceTimersByTime(10);
    expect(sink.writes).toEqual([long, long]);
  });

  it('writes a line that is longer than its buffer after those before it', () => {
    const huge = `${'x'.repeat(90_000)}\n`;
    writer.write('one\n');
    writer.write(huge);
    writer.write('two\n');
    jest.advanceTimersByTime(10);

    expect(sink.text === `one\n${huge}two\n`).toBe(true);
  });

  it('keeps letters of every alphabet', () => {
    writer.write('größe 漢字 🚀\n');
    jest.advanceTimersByTime(10);

    expect(sink.text).toBe('größe 漢字 🚀\n');
  });

  it('hands over whole lines of no more bytes than the sink takes as one', () => {
    sink.unitBytes = 10;
    for (const line of ['one\n', 'two\n', 'three\n', 'a longer line\n', 'four\n'])
      writer.write(line);
    jest.advanceTimersByTime(10);

    expect(sink.writes).toEqual(['one\ntwo\n', 'three\n', 'a longer line\n', 'four\n']);
  });

  it('writes what is left when it is closed, and only once', () => {
    writer.write('one\n');
    writer.close();
    jest.advanceTimersByTime(10);

    expect(sink.writes).toEqual(['one\n']);
    expect(sink.isClosed).toBe(true);
  });

  describe('when the sink takes no more', () => {
    it('goes on in the middle of the line that was cut, and breaks none', () => {
      sink.room = 6;
      writer.write('one\n');
      writer.write('two\n');
      jest.advanceTimersByTime(10);
      writer.write('three\n');
      sink.room = Infinity;
      jest.advanceTimersByTime(250);

      expect(sink.writes).toEqual(['one\ntw', 'o\n', 'three\n']);
    });

    it('retries within a quarter of a second by itself', () => {
      sink.room = 0;
      writer.write('one\n');
      jest.advanceTimersByTime(60_000);
      sink.room = Infinity;
      jest.advanceTimersByTime(250);

      expect(sink.text).toBe('one\n');
    });

    it('takes it up within a second when something was wrong', () => {
      sink.room = 0;
      sink.trouble = 'no_space';
      writer.write('one\n');
      jest.advanceTimersByTime(60_000);
      sink.room = Infinity;
      sink.trouble = undefined;
      jest.advanceTimersByTime(1000);

      expect(sink.text).toBe('one\n');
    });

    it('takes it up at once when the sink says that it is ready', () => {
      sink.room = 0;
      writer.write('one\n');
      jest.advanceTimersByTime(10_000);
      sink.room = Infinity;
      sink.onReady?.();

      expect(sink.text).toBe('one\n');
    });

    it('keeps the important lines, counts the others, and says so once at each end', () => {
      sink.room = 0;
      for (let i = 0; i < 1000; i += 1) {
        writer.write(`{"level":"debug"} ${'d'.repeat(500)}\n`);
        if (i % 20 === 0) writer.write(`{"level":"error"} ${i}\n`);
      }
      jest.advanceTimersByTime(1000);
      const atStart = [...warnings];
      sink.room = Infinity;
      jest.advanceTimersByTime(1000);

      const debugLines = sink.text.match(/"debug"/g)?.length ?? 0;
      const dropped = 1000 - debugLines;
      expect(sink.text.match(/"error"/g)).toHaveLength(50);
      expect(atStart).toEqual([
        'The log destination "console" is dropping lines (stalled), the least important first. ' +
          'They are counted in observability_log_lines_dropped_total.',
      ]);
      const atEnd = `The log destination "console" accepts lines again; ${dropped} were dropped (stalled): ${dropped} debug.`;
      expect(warnings.slice(1)).toEqual([atEnd]);
      expect(sink.writes.at(-1)).toBe(`${atEnd}\n`);
      expect([...drops.entries()]).toEqual([['logs', dropped]]);
    });

    it('says nothing when nothing was dropped', () => {
      sink.room = 0;
      writer.write('one\n');
      jest.advanceTimersByTime(1000);
      sink.room = Infinity;
      jest.advanceTimersByTime(1000);

      expect(warnings).toEqual([]);
    });

    it('keeps nothing for a pipe that nobody can read any more', () => {
      sink.room = 0;
      sink.trouble = 'closed';
      writer.write('one\n');
      writer.write('two\n');
      jest.advanceTimersByTime(10_000);

      expect([...drops.entries()]).toEqual([['logs', 2]]);
      expect(warnings).toHaveLength(1);
    });

    it('counts what it still holds when it is closed', () => {
      sink.room = 0;
      writer.write('one\n');
      writer.close();

      expect([...drops.byReason()]).toEqual([{ part: 'logs', reason: 'shutdown', count: 1 }]);
    });

    it('hands what it holds to another destination when that is wanted', () => {
      const lines: string[] = [];
      sink.room = 2;
      writer.write('one\n');
      jest.advanceTimersByTime(10);
      writer.write('two\n');
      writer.drainTo({ write: (line) => lines.push(line) });

      expect(lines).toEqual(['e\n', 'two\n']);
    });
  });

  describe('at the end', () => {
    beforeEach(() => jest.useRealTimers());

    it('waits until everything is taken', async () => {
      sink.room = 2;
      writer.write('one\n');
      setTimeout(() => (sink.room = Infinity), 30);
      await writer.flush(2000);

      expect(sink.text).toBe('one\n');
    });

    it('waits no longer than the limit', async () => {
      const begun = performance.now();
      sink.room = 0;
      writer.write('one\n');
      await writer.flush(100);

      expect(performance.now() - begun).toBeLessThan(1000);
    });

    it('waits for nothing where something is wrong', async () => {
      const begun = performance.now();
      sink.room = 0;
      sink.trouble = 'no_space';
      writer.write('one\n');
      await writer.flush(60_000);

      expect(performance.now() - begun).toBeLessThan(1000);
    });

    it('waits without the event loop as well', () => {
      const begun = performance.now();
      sink.room = 0;
      writer.write('one\n');
      writer.flushSync(100);

      expect(performance.now() - begun).toBeGreaterThanOrEqual(90);
      expect(performance.now() - begun).toBeLessThan(1000);
    });
  });
});
