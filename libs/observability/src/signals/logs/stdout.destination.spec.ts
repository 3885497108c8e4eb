import { StdoutDestination } from './stdout.destination';

describe('StdoutDestination', () => {
  let written: string[];
  let destination: StdoutDestination;

  beforeEach(() => {
    jest.useFakeTimers();
    written = [];
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      written.push(String(text));
      return true;
    });
    destination = new StdoutDestination();
  });

  afterEach(() => {
    destination.close();
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  it('writes all lines of ten milliseconds at once, in their order', () => {
    destination.write('one\n');
    destination.write('two\n');
    jest.advanceTimersByTime(10);

    expect(written).toEqual(['one\ntwo\n']);
  });

  it('writes the lines of the next ten milliseconds as well', () => {
    destination.write('one\n');
    jest.advanceTimersByTime(10);
    destination.write('two\n');
    jest.advanceTimersByTime(10);

    expect(written).toEqual(['one\n', 'two\n']);
  });

  it('writes nothing before they are over', () => {
    destination.write('one\n');
    jest.advanceTimersByTime(9);

    expect(written).toEqual([]);
  });

  it('writes what it holds when the next line has no room', () => {
    const long = `${'x'.repeat(20_000)}\n`;
    destination.write(long);
    destination.write(long);

    expect(written).toEqual([long]);
    jest.advanceTimersByTime(10);
    expect(written).toEqual([long, long]);
  });

  it('writes a line that is longer than its buffer at once, after those before it', () => {
    const huge = `${'x'.repeat(100_000)}\n`;
    destination.write('one\n');
    destination.write(huge);

    expect(written).toEqual(['one\n', huge]);
  });

  it('keeps letters of every alphabet', () => {
    destination.write('größe 漢字 🚀\n');
    jest.advanceTimersByTime(10);

    expect(written).toEqual(['größe 漢字 🚀\n']);
  });

  it('writes what is left when it is closed, and only once', () => {
    destination.write('one\n');
    destination.close();
    jest.advanceTimersByTime(10);

    expect(written).toEqual(['one\n']);
  });

  it('lets go of the process when it is closed', () => {
    const before = process.listenerCount('exit');

    destination.close();

    expect(process.listenerCount('exit')).toBe(before - 1);
  });
});
