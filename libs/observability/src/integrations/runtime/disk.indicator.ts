import { statfs } from 'node:fs/promises';
import type { StatsFs } from 'node:fs';
import { Findings } from '../../health';
import type { Finding, HealthIndicator } from '../../health';
import { judgePercent } from './judge-limit';
import type { DiskOptions } from './runtime.options';

type Statistics = Pick<StatsFs, 'bsize' | 'blocks' | 'bfree' | 'bavail' | 'files' | 'ffree'>;
type DiskLimits = Required<Omit<DiskOptions, 'enabled'>>;

/** Tells how full a disk is, as `df` counts: what root alone may use is no space for the app. */
export class DiskIndicator implements HealthIndicator {
  readonly name = 'disk';
  readonly critical = false;
  readonly isDependency = false;

  /** @param read the kernel's statistics; tests pass their own */
  constructor(
    private readonly options: DiskLimits,
    private readonly read: (path: string) => Promise<Statistics> = statfs,
  ) {}

  async check(): Promise<Finding> {
    const { path, degradedPercent: degraded, unhealthyPercent: unhealthy } = this.options;
    const { bsize, blocks, bfree, bavail, files, ffree } = await this.read(path);
    const findings = new Findings();
    const used = blocks - bfree;
    const space = { key: 'disk_used_percent', what: 'the disk' };
    judgePercent(findings, space, percentOf(used, used + bavail), { degraded, unhealthy });
    const entries = { key: 'disk_inodes_used_percent', what: 'its entries' };
    // File systems that make entries as they need them count none.
    if (files > 0) {
      judgePercent(findings, entries, percentOf(files - ffree, files), { degraded, unhealthy });
    }
    return findings.note('disk_available_bytes', bavail * bsize).toFinding('Space enough');
  }
}

function percentOf(part: number, whole: number): number {
  return whole > 0 ? (part / whole) * 100 : 0;
}
