import { DiskIndicator } from './disk.indicator';
import { DISK_DEFAULTS } from './runtime.options';
import { indicatorContract } from '../../testing';

interface Disk {
  readonly bsize: number;
  readonly blocks: number;
  readonly bfree: number;
  readonly bavail: number;
  readonly files: number;
  readonly ffree: number;
}

/** A disk of 1000 blocks, 50 of them kept for root, and of 100 entries. */
function disk(usedBlocks: number, usedEntries = 1): Disk {
  const bfree = 1000 - usedBlocks;
  return {
    bsize: 4096,
    blocks: 1000,
    bfree,
    bavail: bfree - 50,
    files: 100,
    ffree: 100 - usedEntries,
  };
}

function check(found: Disk) {
  return new DiskIndicator(DISK_DEFAULTS, async () => found).check();
}

describe('a disk', () => {
  indicatorContract(() => new DiskIndicator(DISK_DEFAULTS));

  it('that has space is healthy, and tells how much as df does', async () => {
    expect(await check(disk(475))).toEqual({
      status: 'healthy',
      message: 'Space enough',
      details: {
        disk_used_percent: 50,
        disk_inodes_used_percent: 1,
        disk_available_bytes: 475 * 4096,
      },
    });
  });

  it.each([
    [855, 'healthy', 'Space enough'],
    [856, 'degraded', '90.1 % of the disk used'],
    [931, 'degraded', '98 % of the disk used'],
    [932, 'unhealthy', '98.1 % of the disk used'],
  ])('with %i of 950 blocks used is %s', async (used, status, message) => {
    expect(await check(disk(used))).toMatchObject({ status, message });
  });

  it('that has space and no entries left is unhealthy', async () => {
    expect(await check(disk(0, 100))).toMatchObject({
      status: 'unhealthy',
      message: '100 % of its entries used',
    });
  });

  it('whose file system counts no entries tells none', async () => {
    const { details } = await check({ ...disk(0), files: 0, ffree: 0 });

    expect(details).not.toHaveProperty('disk_inodes_used_percent');
  });

  it('is the real one where no other is given', async () => {
    const { details } = await new DiskIndicator(DISK_DEFAULTS).check();

    expect(details?.['disk_available_bytes']).toBeGreaterThan(0);
    expect(details?.['disk_used_percent']).toBeGreaterThan(0);
  });

  it('that is not there cannot be looked at', async () => {
    const indicator = new DiskIndicator({ ...DISK_DEFAULTS, path: '/no/such/place' });

    await expect(indicator.check()).rejects.toThrow('ENOENT');
  });

  it('is no dependency, so that it gates readiness', () => {
    expect(new DiskIndicator(DISK_DEFAULTS)).toMatchObject({
      name: 'disk',
      critical: false,
      isDependency: false,
    });
  });
});
