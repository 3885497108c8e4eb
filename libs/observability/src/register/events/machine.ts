import { cpus, freemem, release, totalmem, type, version } from 'node:os';

export interface WithContexts {
  contexts?: Record<string, Record<string, unknown> | undefined>;
}

/**
 * Where the app runs, on each event. The SDK's own integration asks the system asynchronously, which
 * would take the event of a crash away from the process that is about to end.
 */
export function machineIntegration(): {
  name: string;
  processEvent<E extends WithContexts>(event: E): E;
} {
  const facts = machineFacts();
  return {
    name: 'Machine',
    processEvent: (event) => ({
      ...event,
      contexts: { ...event.contexts, ...factsNow(facts, event) },
    }),
  };
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
function factsNow({ app, os, device, culture }: Facts, { contexts }: WithContexts) {
  const appNow = { ...app, app_memory: process.memoryUsage.rss() };
  return {
    app: { ...appNow, ...contexts?.['app'] },
    os: { ...os, ...contexts?.['os'] },
    device: { ...device, free_memory: freemem(), ...contexts?.['device'] },
    culture: { ...culture, ...contexts?.['culture'] },
  };
}
