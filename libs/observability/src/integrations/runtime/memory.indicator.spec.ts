import { MemoryIndicator } from './memory.indicator';
import { MEMORY_DEFAULTS } from './runtime.options';
import { indicatorContract } from '../../testing';

const GROUP: Readonly<Record<string, string>> = {
  '/proc/self/cgroup': '0::/shop\n',
  '/proc/self/mountinfo': '35 24 0:30 / /cg rw - cgroup2 cgroup2 rw\n',
};

function inContainer(workingSet: number): Record<string, string> {
  return {
    ...GROUP,
    '/cg/shop/memory.max': '1000\n',
    '/cg/shop/memory.current': `${workingSet + 100}\n`,
    '/cg/shop/memory.stat': 'inactive_file 100\n',
  };
}

function check(files: Readonly<Record<string, string>>, heapUsed = 10) {
  const heap = () => ({ used_heap_size: heapUsed, heap_size_limit: 1000 });
  return new MemoryIndicator(MEMORY_DEFAULTS, { read: (path) => files[path], heap }).check();
}

describe('memory', () => {
  indicatorContract(() => new MemoryIndicator(MEMORY_DEFAULTS));

  it.each([
    [900, 'healthy', 'Memory enough'],
    [901, 'degraded', "90.1 % of the container's memory used"],
    [970, 'degraded', "97 % of the container's memory used"],
    [971, 'unhealthy', "97.1 % of the container's memory used"],
  ])('of a container that needs %i of 1000 is %s', async (used, status, message) => {
    expect(await check(inContainer(used))).toMatchObject({ status, message });
  });

  it.each([
    [900, 'healthy', 'Memory enough'],
    [901, 'degraded', '90.1 % of the heap used'],
    [971, 'unhealthy', '97.1 % of the heap used'],
  ])('of a heap that has %i of 1000 is %s', async (used, status, message) => {
    expect(await check({}, used)).toMatchObject({ status, message });
  });

  it('is reported against both limits', async () => {
    const { details } = await check(inContainer(500), 250);

    expect(details).toEqual({
      memory_container_used_percent: 50,
      memory_container_limit_bytes: 1000,
      memory_heap_used_percent: 25,
      memory_heap_limit_bytes: 1000,
    });
  });

  it('without a container is reported against the heap alone', async () => {
    const { details } = await check({});

    expect(details).toEqual({ memory_heap_used_percent: 1, memory_heap_limit_bytes: 1000 });
  });

  it('is the real one where no other is given', async () => {
    const { details } = await new MemoryIndicator(MEMORY_DEFAULTS).check();

    expect(details?.['memory_heap_used_percent']).toBeGreaterThan(0);
    expect(details?.['memory_heap_used_percent']).toBeLessThan(100);
  });
});
