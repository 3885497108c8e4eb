import { cpus, freemem, release, totalmem, type, version } from 'node:os';

const MAX_AGE_MS = 1000;

export interface WithContexts {
  contexts?: Record<string, Record<string, unknown> | undefined>;
}

/**
 * Where the app runs, on each event. The SDK's own integration queries the system asynchronously, which
 * would take the event of a crash away from the process that is about to end.
 */
export function machineIntegration(): {
  name: string;
  processEvent<E extends WithContexts>(event: E): E;
} {
  const facts = machineFacts();
  const memory = new Memory();
  return {
    name: 'Machine',
    processEvent: (event) => ({
      ...event,
      contexts: { ...event.contexts, ...factsNow(facts, event, memory.now()) },
    }),
  };
}

/** In bytes: of the process, and what the machine has left. */
interface MemoryReading {
  readonly rss: number;
  readonly free: number;
}

/** The memory, read at most once a second: reading takes about 0.1 ms. */
class Memory {
  private reading: MemoryReading | undefined;
  private readAt = 0;

  now(): MemoryReading {
    const now = performance.now();
    if (!this.reading || now - this.readAt >= MAX_AGE_MS) {
      this.reading = { rss: process.memoryUsage.rss(), free: freemem() };
      this.readAt = now;
    }
    return this.reading;
  }
}

type Facts = ReturnType<typeof machineFacts>;

/** What stays as it is. */
function machineFacts() {
  const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const [processor] = cpus();
  return {
    app: { app_start_time: new Date(Date.now() - process.uptime() * 1000).toISOString() },
    os: { name: type(), kernel_version: release(), build: version() },
    device: {
      arch: process.arch,
      memory_size: totalmem(),
      processor_count: cpus().length,
      cpu_description: processor?.model,
    },
    culture: { locale, timezone: timeZone },
  };
}

/** What others have said on the event already stays. */
function factsNow(
  { app, os, device, culture }: Facts,
  { contexts }: WithContexts,
  { rss, free }: MemoryReading,
) {
  const appNow = { ...app, app_memory: rss };
  return {
    app: { ...appNow, ...contexts?.['app'] },
    os: { ...os, ...contexts?.['os'] },
    device: { ...device, free_memory: free, ...contexts?.['device'] },
    culture: { ...culture, ...contexts?.['culture'] },
  };
}
