import { RecordingSink } from '../../testing/recording-sink';
import { cgroupCollector } from './cgroup-collector';

const LIMIT = 'process_cgroup_memory_limit_bytes{}';
const WORKING_SET = 'process_cgroup_memory_working_set_bytes{}';
const CORES = 'process_cgroup_cpu_limit_cores{}';

type Files = Record<string, string>;

const V2: Files = {
  '/proc/self/cgroup': '0::/shop.slice/shop.service\n',
  '/proc/self/mountinfo': '35 24 0:30 / /cg rw - cgroup2 cgroup2 rw\n',
};
const OWN = '/cg/shop.slice/shop.service';
const PARENT = '/cg/shop.slice';

const V1: Files = {
  '/proc/self/cgroup': '4:memory:/\n1:cpu,cpuacct:/\n',
  '/proc/self/mountinfo':
    '34 30 0:31 / /cg/memory rw - cgroup cgroup rw,memory\n31 30 0:28 / /cg/cpu rw - cgroup cgroup rw,cpu\n',
};

async function read(files: Files): Promise<Record<string, number>> {
  return new RecordingSink().read([cgroupCollector((path) => files[path])]);
}

describe('the limits of a container', () => {
  it('come from version 2 of control groups', async () => {
    const values = await read({
      ...V2,
      [`${OWN}/memory.max`]: '536870912\n',
      [`${OWN}/memory.current`]: '104857600\n',
      [`${OWN}/memory.stat`]: 'anon 50000000\nactive_file 9000\ninactive_file 4857600\n',
      [`${OWN}/cpu.max`]: '150000 100000\n',
    });

    expect(values).toEqual({ [LIMIT]: 536_870_912, [WORKING_SET]: 100_000_000, [CORES]: 1.5 });
  });

  it('come from version 1 of control groups', async () => {
    const values = await read({
      ...V1,
      '/cg/memory/memory.limit_in_bytes': '268435456\n',
      '/cg/memory/memory.usage_in_bytes': '2969600\n',
      '/cg/memory/memory.stat': 'inactive_file 7\ntotal_inactive_file 102400\n',
      '/cg/cpu/cpu.cfs_quota_us': '50000\n',
      '/cg/cpu/cpu.cfs_period_us': '100000\n',
    });

    expect(values).toEqual({ [LIMIT]: 268_435_456, [WORKING_SET]: 2_867_200, [CORES]: 0.5 });
  });

  it('are the narrowest of the group and its parents, with what that one uses', async () => {
    const values = await read({
      ...V2,
      [`${OWN}/memory.max`]: '536870912\n',
      [`${OWN}/memory.current`]: '1000\n',
      [`${OWN}/cpu.max`]: 'max 100000\n',
      [`${PARENT}/memory.max`]: '268435456\n',
      [`${PARENT}/memory.current`]: '2000\n',
      [`${PARENT}/cpu.max`]: '200000 100000\n',
    });

    expect(values).toEqual({ [LIMIT]: 268_435_456, [WORKING_SET]: 2000, [CORES]: 2 });
  });

  it.each<[string, Files]>([
    ['in version 2', { ...V2, [`${OWN}/memory.max`]: 'max\n', [`${OWN}/cpu.max`]: 'max 100000\n' }],
    [
      'in version 1',
      {
        ...V1,
        '/cg/memory/memory.limit_in_bytes': '9223372036854771712\n',
        '/cg/memory/memory.usage_in_bytes': '2969600\n',
        '/cg/cpu/cpu.cfs_quota_us': '-1\n',
        '/cg/cpu/cpu.cfs_period_us': '100000\n',
      },
    ],
    ['in files that are not there', V2],
    ['in odd files', { ...V2, [`${OWN}/memory.max`]: 'soon', [`${OWN}/cpu.max`]: '150000' }],
    ['on a system without control groups', {}],
  ])('are absent where there are none: %s', async (_case, files) => {
    expect(await read(files)).toEqual({});
  });

  it('is reported without the working set when that cannot be read', async () => {
    expect(await read({ ...V2, [`${OWN}/memory.max`]: '1000\n' })).toEqual({ [LIMIT]: 1000 });
  });

  it('go away when they are lifted, and change when they are changed', async () => {
    const files: Files = {
      ...V2,
      [`${OWN}/memory.max`]: '1000\n',
      [`${OWN}/cpu.max`]: '50000 100000\n',
    };
    const source = cgroupCollector((path) => files[path]);
    const sink = new RecordingSink();
    await sink.read([source]);
    files[`${OWN}/memory.max`] = 'max\n';
    files[`${OWN}/cpu.max`] = '200000 100000\n';

    expect(await sink.read([source])).toEqual({ [CORES]: 2 });
  });
});
