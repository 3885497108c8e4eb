import { findCgroup } from './cgroup';
import type { Controller } from './cgroup';

/** What two files of procfs say on one machine. */
interface Machine {
  readonly cgroup?: string;
  readonly mountinfo?: string;
}

const CONTAINER_V2: Machine = {
  cgroup: '0::/\n',
  mountinfo: `738 737 0:98 / /proc rw,nosuid,nodev,noexec,relatime - proc proc rw
745 741 0:29 / /sys/fs/cgroup ro,nosuid,nodev,noexec,relatime - cgroup2 cgroup rw,nsdelegate,memory_recursiveprot
`,
};

/** Docker with `--cgroupns=host`. */
const CONTAINER_V2_OF_HOST: Machine = {
  cgroup: '0::/system.slice/docker-4f1a.scope\n',
  mountinfo:
    '745 741 0:29 /system.slice/docker-4f1a.scope /sys/fs/cgroup ro,relatime master:9 - cgroup2 cgroup rw\n',
};

const CONTAINER_V1: Machine = {
  cgroup: `12:memory:/kubepods/burstable/pod1c/4f1a
5:cpu,cpuacct:/kubepods/burstable/pod1c/4f1a
1:name=systemd:/kubepods/burstable/pod1c/4f1a
`,
  mountinfo: `745 741 0:33 /kubepods/burstable/pod1c/4f1a /sys/fs/cgroup/memory ro,relatime master:14 - cgroup cgroup rw,memory
746 741 0:30 /kubepods/burstable/pod1c/4f1a /sys/fs/cgroup/cpu,cpuacct ro,relatime master:11 - cgroup cgroup rw,cpu,cpuacct
`,
};

const SERVICE_OF_SYSTEMD: Machine = {
  cgroup: '0::/system.slice/shop.service\n',
  mountinfo:
    '35 24 0:30 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:9 - cgroup2 cgroup2 rw,nsdelegate\n',
};

/** Memory in version 1, the rest in version 2. */
const BOTH_VERSIONS: Machine = {
  cgroup: '4:memory:/jobs/7\n1:name=systemd:/\n0::/user.slice\n',
  mountinfo: `34 30 0:31 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
40 30 0:37 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
`,
};

function find(controller: Controller, { cgroup, mountinfo }: Machine): unknown {
  const files: Record<string, string | undefined> = {
    '/proc/self/cgroup': cgroup,
    '/proc/self/mountinfo': mountinfo,
  };
  return findCgroup(controller, (path) => files[path]);
}

describe('the control group of the process', () => {
  it.each([
    ['version 2', CONTAINER_V2],
    ['version 2 that names the group as its host does', CONTAINER_V2_OF_HOST],
  ])('is the root of what a container sees, in %s', (_case, machine) => {
    expect(find('memory', machine)).toEqual({ version: 2, folders: ['/sys/fs/cgroup'] });
    expect(find('cpu', machine)).toEqual({ version: 2, folders: ['/sys/fs/cgroup'] });
  });

  it('has a folder for each controller in version 1', () => {
    expect(find('memory', CONTAINER_V1)).toEqual({
      version: 1,
      folders: ['/sys/fs/cgroup/memory'],
    });
    expect(find('cpu', CONTAINER_V1)).toEqual({
      version: 1,
      folders: ['/sys/fs/cgroup/cpu,cpuacct'],
    });
  });

  it('is bound by its parents too', () => {
    expect(find('memory', SERVICE_OF_SYSTEMD)).toEqual({
      version: 2,
      folders: [
        '/sys/fs/cgroup/system.slice/shop.service',
        '/sys/fs/cgroup/system.slice',
        '/sys/fs/cgroup',
      ],
    });
  });

  it('is looked for in each version where a machine has both', () => {
    expect(find('memory', BOTH_VERSIONS)).toMatchObject({
      version: 1,
      folders: [
        '/sys/fs/cgroup/memory/jobs/7',
        '/sys/fs/cgroup/memory/jobs',
        '/sys/fs/cgroup/memory',
      ],
    });
    expect(find('cpu', BOTH_VERSIONS)).toMatchObject({
      version: 2,
      folders: ['/sys/fs/cgroup/unified/user.slice', '/sys/fs/cgroup/unified'],
    });
  });

  it('is the root of what is mounted when its path leads outside', () => {
    const machine = { ...SERVICE_OF_SYSTEMD, cgroup: '0::/../other\n' };
    const elsewhere = { ...CONTAINER_V2_OF_HOST, cgroup: '0::/system.slice/docker-4f1a.scope2\n' };

    expect(find('memory', elsewhere)).toMatchObject({ folders: ['/sys/fs/cgroup'] });
    expect(find('memory', machine)).toMatchObject({ folders: ['/sys/fs/cgroup'] });
  });

  it.each([
    ['the system has none', {}],
    [
      'none is mounted',
      { cgroup: '0::/\n', mountinfo: '738 737 0:98 / /proc rw - proc proc rw\n' },
    ],
    ['the files are odd', { cgroup: 'what?\n\n', mountinfo: ' - \n1 - cgroup2' }],
  ])('is missing when %s', (_case, machine) => {
    expect(find('memory', machine)).toBeUndefined();
  });
});
