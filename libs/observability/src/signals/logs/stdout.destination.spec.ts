import { StdoutDestination } from './stdout.destination';

/** Lets the event loop take one turn. */
const oneTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('StdoutDestination', () => {
  let written: string[];
  let destination: StdoutDestination;

  beforeEach(() => {
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
  });

  it('writes all lines of one turn of the event loop at once, in their order', async () => {
    destination.write('one\n');
    destination.write('two\n');
    await oneTurn();

    expect(written).toEqual(['one\ntwo\n']);
  });

  it('writes the lines of the next turn as well', async () => {
    destination.write('one\n');
    await oneTurn();
    destination.write('two\n');
    await oneTurn();

    expect(written).toEqual(['one\n', 'two\n']);
  });

  it('writes nothing before the turn is over', () => {
    destination.write('one\n');

    expect(written).toEqual([]);
  });

  it('writes what is left when it is closed, and only once', async () => {
    destination.write('one\n');
    destination.close();
    await oneTurn();

    expect(written).toEqual(['one\n']);
  });

  it('lets go of the process when it is closed', () => {
    const before = process.listenerCount('exit');

    destination.close();

    expect(process.listenerCount('exit')).toBe(before - 1);
  });
});
