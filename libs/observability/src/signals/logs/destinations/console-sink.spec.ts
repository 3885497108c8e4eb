import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consoleSink } from './console-sink';
import { unblocked } from './descriptor';
import { FdSink } from './fd-sink';

describe('standard output', () => {
  afterEach(() => jest.restoreAllMocks());

  it('is written with a replaced write of the stream', () => {
    const texts: string[] = [];
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      texts.push(String(text));
      return true;
    });
    const sink = consoleSink('stdout');

    expect(sink.take(Buffer.from('one\n'), 30)).toBe(4);

    expect(texts).toEqual(['one\n']);
    sink.close();
  });

  it('is in trouble, and throws nothing, when such a write throws', () => {
    jest.spyOn(process.stdout, 'write').mockImplementation(() => {
      throw new Error('broken');
    });
    const sink = consoleSink('stdout');

    expect(sink.take(Buffer.from('one\n'), 30)).toBe(0);

    expect(sink.trouble).toBe('failed');
    sink.close();
  });
});

describe('a pipe', () => {
  const folder = mkdtempSync(join(tmpdir(), 'descriptor-'));
  const path = join(folder, 'pipe');
  const never = jest.fn();
  let reader: number;
  let writer: number;

  beforeAll(() => execFileSync('mkfifo', [path]));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => {
    reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    writer = openSync(path, constants.O_WRONLY);
  });
  afterEach(() => closeSync(writer));

  it('takes whole units until it is full, then nothing, without waiting or trouble', () => {
    const sink = new FdSink(unblocked(writer, never));
    const unit = Buffer.alloc(sink.unitBytes, 'x');

    let taken = 0;
    for (let bytes = sink.take(unit); bytes > 0; bytes = sink.take(unit)) {
      expect(bytes).toBe(4096);
      taken += bytes;
    }

    expect(taken).toBeGreaterThanOrEqual(16 * 4096);
    expect(sink.trouble).toBeUndefined();
    expect(readSync(reader, Buffer.alloc(4096))).toBe(4096);
    expect(sink.take(unit)).toBe(4096);
    expect(never).not.toHaveBeenCalled();
    sink.close();
    closeSync(reader);
  });

  it('is closed when nobody can read it any more', () => {
    const sink = new FdSink(unblocked(writer, never));
    closeSync(reader);

    expect(sink.take(Buffer.from('one\n'))).toBe(0);

    expect(sink.trouble).toBe('closed');
    sink.close();
  });
});

describe('a file', () => {
  it('keeps the descriptor that it has, with the position that others share', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'descriptor-')), 'out.log');
    const fd = openSync(path, 'w');

    expect(unblocked(fd, jest.fn())).toEqual({ fd, unitBytes: 65_536 });

    closeSync(fd);
    rmSync(path);
  });

  it('is without space where its disk is full', () => {
    const fd = openSync('/dev/full', 'w');
    const sink = new FdSink(unblocked(fd, jest.fn()));

    expect(sink.take(Buffer.from('one\n'))).toBe(0);

    expect(sink.trouble).toBe('no_space');
    closeSync(fd);
  });
});
