import type { ReadText } from '../../core';

/** What a control group can bound. */
export type Controller = 'memory' | 'cpu';

/** The control groups that bound the process: its own folder first, then its parents', all of which count. */
export interface Cgroup {
  readonly version: 1 | 2;
  readonly folders: readonly string[];
}

interface Membership {
  readonly controllers: readonly string[];
  readonly path: string;
}

interface Mount {
  readonly root: string;
  readonly folder: string;
  readonly type: string;
  readonly options: readonly string[];
}

/**
 * Finds the process's control group of one controller; undefined where there is none. A machine can
 * use both versions at once, each controller being in one of them.
 */
export function findCgroup(controller: Controller, read: ReadText): Cgroup | undefined {
  const memberships = membershipsIn(read('/proc/self/cgroup') ?? '');
  const mounts = mountsIn(read('/proc/self/mountinfo') ?? '');
  const first = foldersOf(
    memberships.find(({ controllers }) => controllers.includes(controller)),
    mounts.find(({ type, options }) => type === 'cgroup' && options.includes(controller)),
  );
  if (first) return { version: 1, folders: first };
  const second = foldersOf(
    memberships.find(({ controllers }) => controllers[0] === ''),
    mounts.find(({ type }) => type === 'cgroup2'),
  );
  return second && { version: 2, folders: second };
}

/** Lines like `4:memory:/path`, or `0::/path` for version 2 (cgroups(7)). */
function membershipsIn(text: string): Membership[] {
  return [...text.matchAll(/^\d+:([^:]*):(.+)$/gm)].map(([, controllers = '', path = '']) => ({
    controllers: controllers.split(','),
    path,
  }));
}

/** Lines like `34 30 0:31 /root /folder rw,relatime - type source rw,memory` (proc_pid_mountinfo(5)). */
function mountsIn(text: string): Mount[] {
  return text.split('\n').map((line) => {
    const [before = '', after = ''] = line.split(' - ');
    const [, , , root = '', folder = ''] = before.split(' ');
    const [type = '', , options = ''] = after.split(' ');
    return { root, folder, type, options: options.split(',') };
  });
}

/** The path below what is mounted; in a container the mount often is the group itself. */
function foldersOf(membership?: Membership, mount?: Mount): readonly string[] | undefined {
  if (!membership || !mount) return undefined;
  const root = mount.root === '/' ? '' : mount.root;
  const isInside = `${membership.path}/`.startsWith(`${root}/`) && !membership.path.includes('/..');
  const steps = isInside ? membership.path.slice(root.length).split('/').filter(Boolean) : [];
  return [...steps.keys(), steps.length]
    .map((depth) => [mount.folder, ...steps.slice(0, depth)].join('/'))
    .toReversed();
}
