import { cpus, freemem, platform, release, totalmem } from 'node:os';
import { requireHere } from '../core';

const MEBIBYTE = 1024 * 1024;

/**
 * The machine and the process, for people who may see them.
 * @param load reads a JSON file of a package
 */
export function describeSystem(load: (id: string) => unknown = requireHere): object {
  const memory = process.memoryUsage();
  const cpu = process.cpuUsage();
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
      uptime_seconds: Math.round(process.uptime() * 100) / 100,
      memory_usage_mb: inMebibytes(memory.rss),
      heap_used_mb: inMebibytes(memory.heapUsed),
      cpu_seconds: Math.round((cpu.user + cpu.system) / 10_000) / 100,
      active_handles: process.getActiveResourcesInfo().length,
    },
  };
}

function inMebibytes(bytes: number): number {
  return Math.round((bytes / MEBIBYTE) * 100) / 100;
}

/** An app that is bundled in one file has no packages to ask. */
function nestVersion(load: (id: string) => unknown): string | undefined {
  try {
    const { version } = load('@nestjs/core/package.json') as { version: string };
    return version;
  } catch {
    return undefined;
  }
}
