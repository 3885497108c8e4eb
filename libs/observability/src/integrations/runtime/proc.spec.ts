import { readKernelFile } from '../../core';
import { bytesIn, mostOpenFilesIn } from './proc';

const STATUS = `Name:	node
State:	R (running)
VmPeak:	 1034220 kB
VmSize:	  968684 kB
VmRSS:	   48716 kB
VmData:	  142356 kB
Threads:	11
`;
const LIMITS = `Limit                     Soft Limit           Hard Limit           Units     
Max processes             96364                96364                processes 
Max open files            1024                 524288               files     
Max locked memory         8388608              8388608              bytes     
`;

describe('a file of procfs', () => {
  it.each([
    ['VmSize', 968_684 * 1024],
    ['VmData', 142_356 * 1024],
    ['VmSwap', undefined],
    ['Name', undefined],
    ['Size', undefined],
  ])('tells %s in bytes: %p', (key, bytes) => {
    expect(bytesIn(STATUS, key)).toBe(bytes);
  });

  it('tells how many files may be open, the soft limit', () => {
    expect(mostOpenFilesIn(LIMITS)).toBe(1024);
  });

  it.each([
    ['Max open files            unlimited            unlimited            files     '],
    ['Max processes             96364                96364                processes '],
    [''],
  ])('tells of no limit where there is none: %p', (limits) => {
    expect(mostOpenFilesIn(limits)).toBeUndefined();
  });

  it('is nothing where the system has none', () => {
    expect(readKernelFile('/proc/nowhere/at-all')).toBeUndefined();
  });
});
