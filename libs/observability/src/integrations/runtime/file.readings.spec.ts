import { closeSync, openSync, readdirSync } from 'node:fs';
import { RecordingSink } from '../../testing/recording-sink';
import { fileReadings, listedFiles } from './file.readings';

const OPEN = 'process_open_fds{}';

async function openFiles(): Promise<number | undefined> {
  return (await new RecordingSink().read([fileReadings]))[OPEN];
}

describe('the open files', () => {
  it('are as many as the kernel lists', async () => {
    expect(await openFiles()).toBe(readdirSync('/proc/self/fd').length - 1);
  });

  it('are as many when they have to be listed', async () => {
    expect(await listedFiles('/proc/self/fd')).toBe(readdirSync('/proc/self/fd').length - 1);
  });

  it('grow with each file, up to the most there may be', async () => {
    const before = (await openFiles()) ?? Number.NaN;

    const opened = Array.from({ length: 5 }, () => openSync(__filename, 'r'));
    const values = await new RecordingSink().read([fileReadings]);
    opened.forEach((file) => closeSync(file));

    expect(values[OPEN]).toBe(before + 5);
    expect(values['process_max_fds{}']).toBeGreaterThan(before);
  });
});
