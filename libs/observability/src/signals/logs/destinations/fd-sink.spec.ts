import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FdSink } from './fd-sink';

const folder = mkdtempSync(join(tmpdir(), 'fd-sink-'));
afterAll(() => rmSync(folder, { recursive: true }));

const LINE = Buffer.from('{"message":"late"}\n');

describe('a sink that owns its descriptor', () => {
  it('writes nothing more once it is closed, though the number belongs to another file by then', () => {
    const fd = openSync(join(folder, 'log'), 'a');
    const sink = new FdSink({ fd, unitBytes: 4096 }, () => closeSync(fd));
    sink.close();
    const of = join(folder, 'of-the-app');
    const other = openSync(of, 'a');

    const taken = [sink.take(LINE), sink.takeLast(LINE)];
    closeSync(other);

    expect(other).toBe(fd);
    expect(readFileSync(of, 'utf8')).toBe('');
    expect([taken, sink.trouble]).toEqual([[0, 0], 'closed']);
  });

  it('lets go of it once', () => {
    const release = jest.fn();
    const sink = new FdSink({ fd: -1, unitBytes: 4096 }, release);

    sink.close();
    sink.close();

    expect(release).toHaveBeenCalledTimes(1);
  });
});

describe("a sink of the process's own descriptor", () => {
  it('takes lines after the end of the app', () => {
    const fd = openSync(join(folder, 'standard'), 'a');
    const sink = new FdSink({ fd, unitBytes: 4096 });

    sink.close();
    const taken = sink.take(LINE);
    closeSync(fd);

    expect(taken).toBe(LINE.length);
  });
});
