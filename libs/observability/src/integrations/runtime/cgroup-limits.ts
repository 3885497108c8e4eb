import type { Cgroup } from './cgroup';
import type { ReadText } from '../../core';

/** A limit of memory, and how near to it is. */
export interface MemoryLimit {
  readonly bytes: number;
  /** Undefined when the kernel does not tell it. */
  readonly workingSetBytes: number | undefined;
}

/** What the files are called; kernel documentation, admin-guide/cgroup-v1 and cgroup-v2. */
const MEMORY_FILES = {
  1: {
    limit: 'memory.limit_in_bytes',
    usage: 'memory.usage_in_bytes',
    cache: 'total_inactive_file',
  },
  2: { limit: 'memory.max', usage: 'memory.current', cache: 'inactive_file' },
} as const;

/** The narrowest limit of memory among the group and its parents; undefined when none has one. */
export function memoryLimitOf(
  { version, folders }: Cgroup,
  read: ReadText,
): MemoryLimit | undefined {
  const { limit, usage, cache } = MEMORY_FILES[version];
  const limits = folders
    .map((folder) => ({ folder, bytes: positive(read(`${folder}/${limit}`)) }))
    .toSorted((a, b) => a.bytes - b.bytes);
  const narrowest = limits[0];
  if (!narrowest || narrowest.bytes === Infinity) return undefined;
  const { folder, bytes } = narrowest;
  const used = positive(read(`${folder}/${usage}`));
  const given = lineOf(read(`${folder}/memory.stat`) ?? '', cache);
  return { bytes, workingSetBytes: used === Infinity ? undefined : Math.max(0, used - given) };
}

/** Cores that the group may use on average, its parents' limits heeded; undefined without a limit. */
export function cpuLimitOf({ version, folders }: Cgroup, read: ReadText): number | undefined {
  const cores = folders.map((folder) => {
    const [quota, period] = version === 1 ? firstQuota(folder, read) : secondQuota(folder, read);
    return positive(quota) / positive(period);
  });
  const least = Math.min(...cores.filter((number) => number > 0));
  return least === Infinity ? undefined : least;
}

function firstQuota(folder: string, read: ReadText): (string | undefined)[] {
  return [read(`${folder}/cpu.cfs_quota_us`), read(`${folder}/cpu.cfs_period_us`)];
}

/** `150000 100000`, or `max 100000`. */
function secondQuota(folder: string, read: ReadText): (string | undefined)[] {
  return read(`${folder}/cpu.max`)?.split(' ') ?? [];
}

/** Infinity for `max`, -1, a missing file and, as version 1 says "no limit", numbers near 2^63. */
function positive(text = ''): number {
  const number = Number(text.trim());
  return number > 0 && number <= Number.MAX_SAFE_INTEGER ? number : Infinity;
}

function lineOf(stat: string, key: string): number {
  return Number(new RegExp(`^${key} (\\d+)$`, 'm').exec(stat)?.[1] ?? 0);
}
