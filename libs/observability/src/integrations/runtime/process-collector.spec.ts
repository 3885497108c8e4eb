import { RecordingSink } from '../../testing/recording-sink';
import { processCollector } from './process-collector';

const CPU = 'process_cpu_seconds_total{}';

/** For so long on a processor, which others may take away meanwhile. */
function work(ms: number): void {
  const begin = process.cpuUsage();
  for (let used = 0; used < ms * 1000;) {
    const { user, system } = process.cpuUsage(begin);
    used = user + system;
  }
}

describe('the process', () => {
  it('has the resident memory that Node tells', async () => {
    const values = await new RecordingSink().read([processCollector()]);

    const share = (values['process_resident_memory_bytes{}'] ?? 0) / process.memoryUsage.rss();
    expect(share).toBeGreaterThan(0.8);
    expect(share).toBeLessThan(1.2);
  });

  it('reserves more than it has, in the kernel’s own words', async () => {
    const values = await new RecordingSink().read([processCollector()]);

    const resident = values['process_resident_memory_bytes{}'] ?? Number.NaN;
    expect(values['process_virtual_memory_bytes{}']).toBeGreaterThan(resident);
    expect(values['process_heap_bytes{}']).toBeGreaterThan(1_000_000);
  });

  it('takes CPU time when it works, in its own code and in the kernel', async () => {
    const sink = new RecordingSink();
    const before = (await sink.read([processCollector()]))[CPU] ?? Number.NaN;
    work(100);

    const values = await sink.read([processCollector()]);

    const { process_cpu_user_seconds_total: user } = stems(values);
    const { process_cpu_system_seconds_total: system } = stems(values);
    expect((values[CPU] ?? 0) - before).toBeGreaterThan(0.03);
    expect(values[CPU]).toBeCloseTo((user ?? 0) + (system ?? 0), 6);
  });

  it('started when its age says', async () => {
    const values = await new RecordingSink().read([processCollector()]);

    const age = Date.now() / 1000 - (values['process_start_time_seconds{}'] ?? 0);
    expect(Math.abs(age - process.uptime())).toBeLessThan(1);
  });

  it('tells the rest where the system has no procfs', async () => {
    const values = await new RecordingSink().read([processCollector(() => undefined)]);

    expect(Object.keys(values).toSorted()).toEqual([
      'process_cpu_seconds_total{}',
      'process_cpu_system_seconds_total{}',
      'process_cpu_user_seconds_total{}',
      'process_resident_memory_bytes{}',
      'process_start_time_seconds{}',
    ]);
  });
});

function stems(values: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([key, n]) => [key.slice(0, -2), n]));
}
