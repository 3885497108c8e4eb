import { cpus, freemem, platform, release, totalmem } from 'node:os';
import { readKernelFile, requireHere } from '../core';
import type { ReadText } from '../core';

const MEBIBYTE = 1024 * 1024;
/** A shorter window says little about the CPU; earlier requests show the previous value. */
const MIN_CPU_WINDOW_MS = 1000;

/** The CPU time of the process, and when it was read. */
interface CpuTime {
  readonly micros: number;
  readonly atMs: number;
}

/** The share of one core since the page was last read, as `ps` and psutil count it: two busy cores are 200. */
export class CpuShare {
  private last: CpuTime;
  private percent: number | undefined;

  /** @param read reads the CPU time so far; the first share is that since the start of the process */
  constructor(
    private readonly read: () => CpuTime = cpuTime,
    begun: CpuTime = { micros: 0, atMs: 0 },
  ) {
    this.last = begun;
  }

  now(): number {
    const time = this.read();
    const elapsedMs = time.atMs - this.last.atMs;
    if (this.percent !== undefined && elapsedMs < MIN_CPU_WINDOW_MS) return this.percent;
    const busyMs = (time.micros - this.last.micros) / 1000;
    this.last = time;
    this.percent = elapsedMs > 0 ? rounded((busyMs / elapsedMs) * 100) : 0;
    return this.percent;
  }
}

/** One for the process, however many apps it has. */
const cpuShare = new CpuShare();

/**
 * Details of the machine and the process, for clients that may see them.
 * @param load reads a JSON file of a package
 * @param readText reads a file of procfs
 */
export function describeSystem(
  load: (id: string) => unknown = requireHere,
  readText: ReadText = readKernelFile,
): object {
  const memory = process.memoryUsage();
  return {
    system: {
      platform: `${platform()} ${release()}`,
      node_version: process.version,
      nest_version: nestVersion(load),
      cpus: cpus().length,
      memory_total_mb: inMebibytes(totalmem()),
      memory_free_mb: inMebibytes(freemem()),
    },
    process: {
      pid: process.pid,
      uptime_seconds: rounded(process.uptime()),
      memory_usage_mb: inMebibytes(memory.rss),
      heap_used_mb: inMebibytes(memory.heapUsed),
      cpu_seconds: rounded(cpuTime().micros / 1_000_000),
      cpu_percent: cpuShare.now(),
      threads: threadsIn(readText('/proc/self/status')),
      active_handles: process.getActiveResourcesInfo().length,
    },
  };
}

function cpuTime(): CpuTime {
  const { user, system } = process.cpuUsage();
  return { micros: user + system, atMs: process.uptime() * 1000 };
}

/** Available on Linux; omitted elsewhere. */
function threadsIn(status: string | undefined): number | undefined {
  const threads = /^Threads:\s+(\d+)$/m.exec(status ?? '')?.[1];
  return threads === undefined ? undefined : Number(threads);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function inMebibytes(bytes: number): number {
  return rounded(bytes / MEBIBYTE);
}

/** An app that is bundled in one file has no packages to read. */
function nestVersion(load: (id: string) => unknown): string | undefined {
  try {
    const { version } = load('@nestjs/core/package.json') as { version: string };
    return version;
  } catch {
    return undefined;
  }
}
