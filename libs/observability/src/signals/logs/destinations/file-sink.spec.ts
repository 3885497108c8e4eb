import { EventEmitter } from 'node:events';
import fs, { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileSink } from './file-sink';
import type { RotatingStream } from './file-sink';

/** Writes as the stream of rotating-file-stream does, on a disk with so much room. */
class FakeStream extends EventEmitter implements RotatingStream {
  rotatesNext = false;
  failure: Error | undefined;
  isDestroyed = false;
  private isOpen = false;

  constructor(
    private readonly path: string,
    private readonly disk: { room: number },
  ) {
    super();
  }

  write(bytes: Buffer, done: (error?: Error | null) => void): void {
    if (!this.isOpen) this.emit('open');
    this.isOpen = true;
    const some = bytes.subarray(0, this.disk.room);
    this.disk.room -= some.length;
    if (!this.failure) appendFileSync(this.path, some);
    if (this.rotatesNext) this.rotate();
    done(this.failure);
  }

  destroy(): void {
    this.isDestroyed = true;
  }

  private rotate(): void {
    this.rotatesNext = false;
    renameSync(this.path, `${this.path}.1`);
    this.emit('rotated');
  }
}

describe('FileSink', () => {
  const folder = mkdtempSync(join(tmpdir(), 'file-sink-'));
  const path = join(folder, 'app.log');
  let disk: { room: number };
  let streams: FakeStream[];
  let sink: FileSink;

  beforeEach(() => {
    // The waiting at the end of the process is real.
    jest.useFakeTimers({ doNotFake: ['performance'] });
    disk = { room: Infinity };
    streams = [];
    sink = new FileSink(path, () => {
      const stream = new FakeStream(path, disk);
      streams.push(stream);
      return stream;
    });
  });
  afterEach(() => {
    sink.close();
    jest.restoreAllMocks();
    jest.useRealTimers();
    rmSync(path, { force: true });
    rmSync(`${path}.1`, { force: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('takes one batch at a time and says when it takes the next', async () => {
    sink.onReady = jest.fn();

    expect(sink.take(Buffer.from('one\n'))).toBe(4);
    expect(sink.take(Buffer.from('two\n'))).toBe(0);
    await settled();

    expect(sink.onReady).toHaveBeenCalledTimes(1);
    expect([sink.isIdle, content()]).toEqual([true, 'one\n']);
  });

  it('writes the rest when there is room again, though the stream took a cut write for a whole one', async () => {
    disk.room = 6;
    sink.take(Buffer.from('one\ntwo\n'));
    await settled();
    expect([sink.trouble, content()]).toEqual(['no_space', 'one\ntw']);

    disk.room = Infinity;
    await jest.advanceTimersByTimeAsync(1000);

    expect([sink.trouble, sink.isIdle, content()]).toEqual([undefined, true, 'one\ntwo\n']);
  });

  it('takes the half line back when it is closed before there is room', async () => {
    disk.room = 6;
    sink.take(Buffer.from('one\ntwo\n'));
    await settled();
    disk.room = 1;
    await jest.advanceTimersByTimeAsync(1000);
    sink.close();

    expect(content()).toBe('one\n');
  });

  it('goes on with a new stream after an error, without writing twice', async () => {
    sink.take(Buffer.from('one\n'));
    await settled();
    const [first] = streams;
    if (first) first.failure = Object.assign(new Error('refused'), { code: 'EACCES' });
    sink.take(Buffer.from('two\n'));
    await settled();
    expect(sink.trouble).toBe('no_access');

    await jest.advanceTimersByTimeAsync(1000);

    expect(streams).toHaveLength(2);
    expect(content()).toBe('one\ntwo\n');
  });

  it('knows that what it wrote went into the file that was rotated away', async () => {
    sink.take(Buffer.from('one\n'));
    await settled();
    const [stream] = streams;
    if (stream) stream.rotatesNext = true;
    sink.take(Buffer.from('two\n'));
    await settled();
    sink.take(Buffer.from('three\n'));
    await settled();

    expect(readFileSync(`${path}.1`, 'utf8')).toBe('one\ntwo\n');
    expect(content()).toBe('three\n');
  });

  it('writes at once when the process ends', () => {
    expect(sink.takeLast(Buffer.from('one\n'))).toBe(4);

    expect(content()).toBe('one\n');
  });

  it('says how much of it were whole lines when the disk is full at the end', () => {
    fillDiskAfter(6);

    expect(sink.takeLast(Buffer.from('one\ntwo\n'))).toBe(4);
    expect([sink.trouble, content()]).toEqual(['no_space', 'one\n']);
  });

  it('writes what is under way when it is closed, though nobody waits for the stream', () => {
    disk.room = 6;
    sink.take(Buffer.from('one\ntwo\n'));

    expect(sink.close()).toBe(0);
    expect(content()).toBe('one\ntwo\n');
  });

  it('says how much never arrived when it is closed while the disk is full', async () => {
    disk.room = 6;
    sink.take(Buffer.from('one\ntwo\nthree\n'));
    await settled();

    expect([sink.close(), content()]).toEqual([8, 'one\n']);
    expect(sink.close()).toBe(0);
  });

  it('says so of what is under way at the end, and leaves no half line behind', () => {
    disk.room = 6;
    sink.take(Buffer.from('one\ntwo\nthree\n'));
    fillDiskAfter(0);

    expect([sink.takeLast(Buffer.from('four\n')), sink.trouble]).toEqual([0, 'no_space']);
    expect([sink.close(), content()]).toEqual([8, 'one\n']);
  });

  it('is in trouble when the stream cannot be made at all, and throws nothing', async () => {
    const broken = new FileSink(path, () => {
      throw new Error('no such option');
    });

    broken.take(Buffer.from('one\n'));
    await settled();

    expect(broken.trouble).toBe('failed');
    broken.close();
  });

  function content(): string {
    return readFileSync(path, 'utf8');
  }
});

/** As the system does: it writes what there is room for and fails at the rest. */
function fillDiskAfter(room: number): void {
  const write = fs.appendFileSync;
  jest.spyOn(fs, 'appendFileSync').mockImplementation((file, data) => {
    write(file, (data as Buffer).subarray(0, room));
    throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  });
}

async function settled(): Promise<void> {
  await jest.advanceTimersByTimeAsync(0);
}
