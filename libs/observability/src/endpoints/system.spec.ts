import { requireHere } from '../core';
import { CpuShare, describeSystem } from './system';

const missing = (): never => {
  throw new Error("Cannot find module '@nestjs/core/package.json'");
};

describe('the details of the machine', () => {
  it('has the version of Nest that the app runs', () => {
    expect(describeSystem()).toMatchObject({
      system: { nest_version: expect.stringMatching(/^\d+\.\d+/) as string },
      process: { pid: process.pid },
    });
  });

  it('does without it in an app that is bundled in one file', () => {
    expect(describeSystem(missing)).toMatchObject({
      system: { nest_version: undefined, node_version: process.version },
    });
  });

  it('has the threads of the process where the kernel reports them', () => {
    expect(threadsTold('Name:\tnode\nThreads:\t11\nSigQ:\t0/1\n')).toBe(11);
    expect(threadsTold(undefined)).toBeUndefined();
    expect(threadsTold('Threads: many')).toBeUndefined();
  });

  it('has the share of a core that the process used', () => {
    expect(describeSystem()).toMatchObject({
      process: { cpu_percent: expect.any(Number) as number },
    });
  });
});

describe('the share of a core', () => {
  const times = [
    { micros: 2_000_000, atMs: 10_000 },
    { micros: 5_000_000, atMs: 12_000 },
    { micros: 5_900_000, atMs: 12_999 },
    { micros: 6_000_000, atMs: 13_000 },
  ];

  it('is that since the start, then since the last page, and of a second at least', () => {
    const ahead = [...times];
    const share = new CpuShare(() => ahead.shift()!);

    expect(times.map(() => share.now())).toEqual([20, 150, 150, 100]);
  });

  it('is none while no time has passed', () => {
    expect(new CpuShare(() => ({ micros: 0, atMs: 0 })).now()).toBe(0);
  });
});

function threadsTold(status: string | undefined): unknown {
  const { process: described } = describeSystem(requireHere, () => status) as {
    process: { threads: unknown };
  };
  return described.threads;
}
