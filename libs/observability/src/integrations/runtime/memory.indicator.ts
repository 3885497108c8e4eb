import { getHeapStatistics } from 'node:v8';
import { Findings } from '../../health';
import type { Finding, HealthIndicator } from '../../health';
import { findCgroup } from './cgroup';
import { memoryLimitOf } from './cgroup-limits';
import { judgePercent } from './judge-limit';
import { readKernelFile } from '../../core';
import type { ReadText } from '../../core';
import type { MemoryOptions } from './runtime.options';

type MemoryLimits = Required<Omit<MemoryOptions, 'enabled'>>;

/** Where the numbers come from; tests hand in their own. */
export interface MemorySources {
  readonly read: ReadText;
  readonly heap: () => { readonly used_heap_size: number; readonly heap_size_limit: number };
}

const SYSTEM: MemorySources = { read: readKernelFile, heap: getHeapStatistics };

/**
 * Tells how near memory is to the limits at which the process ends: that of the container, where
 * the kernel kills it, and that of V8's heap, where Node gives up.
 */
export class MemoryIndicator implements HealthIndicator {
  readonly name = 'memory';
  readonly critical = false;
  readonly isDependency = false;
  private readonly cgroup;

  constructor(
    private readonly options: MemoryLimits,
    private readonly sources: MemorySources = SYSTEM,
  ) {
    this.cgroup = findCgroup('memory', sources.read);
  }

  async check(): Promise<Finding> {
    const findings = new Findings();
    this.judgeContainer(findings);
    this.judgeHeap(findings);
    return findings.toFinding('Memory enough');
  }

  /** The working set is what counts for the kernel: memory that it could not take back. */
  private judgeContainer(findings: Findings): void {
    const limit = this.cgroup && memoryLimitOf(this.cgroup, this.sources.read);
    if (limit?.workingSetBytes === undefined) return;
    const named = { key: 'memory_container_used_percent', what: "the container's memory" };
    judgePercent(findings, named, (limit.workingSetBytes / limit.bytes) * 100, this.limits);
    findings.note('memory_container_limit_bytes', limit.bytes);
  }

  private judgeHeap(findings: Findings): void {
    const { used_heap_size: used, heap_size_limit: limit } = this.sources.heap();
    const named = { key: 'memory_heap_used_percent', what: 'the heap' };
    judgePercent(findings, named, (used / limit) * 100, this.limits);
    findings.note('memory_heap_limit_bytes', limit);
  }

  private get limits(): { degraded: number; unhealthy: number } {
    const { degradedPercent: degraded, unhealthyPercent: unhealthy } = this.options;
    return { degraded, unhealthy };
  }
}
