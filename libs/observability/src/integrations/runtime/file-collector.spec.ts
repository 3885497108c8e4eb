import { closeSync, openSync, readdirSync } from 'node:fs';
import { RecordingSink } from '../../testing/recording-sink';
import { fileCollector, listedFiles } from './file-collector';

const OPEN = 'process_open_fds{}';

async function openFiles(): Promise<number | undefined> {
  return (await new RecordingSink().read([fileCollector]))[OPEN];
}

/** Without the one that the listing itself opens. */
function listed(): number {
  return readdirSync('/proc/self/fd').length - 1;
}

describe('the open files', () => {
  it.each([
    ['as the kernel lists', openFiles],
    ['when they have to be listed', async () => listedFiles('/proc/self/fd')],
  ])('are as many %s', async (_case, count) => {
    // The test's own runner may open or close one meanwhile.
    const before = listed();

    const counted = (await count()) ?? Number.NaN;

    const both = [before, listed()];
    expect(counted).toBeGreaterThanOrEqual(Math.min(...both));
    expect(counted).toBeLessThanOrEqual(Math.max(...both));
  });

  it('grow with each file, up to the most there may be', async () => {
    const before = (await openFiles()) ?? Number.NaN;

    const opened = Array.from({ length: 5 }, () => openSync(__filename, 'r'));
    const values = await new RecordingSink().read([fileCollector]);
    opened.forEach((file) => closeSync(file));

    expect(values[OPEN]).toBe(before + 5);
    expect(values['process_max_fds{}']).toBeGreaterThan(before);
  });
});
