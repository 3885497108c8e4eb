import { join, sep } from 'node:path';
import { callAsApp } from '../testing/app-calls';
import { callSite } from './call-site';

const OWN = join(__dirname, 'misuse.ts');
const framesOf = (...frames: string[]): string[] => frames.map((frame) => `    at ${frame}`);

describe('a call site', () => {
  it.each([
    [
      'a method',
      'Shop.sell (/srv/app/src/shop.service.ts:12:5)',
      ' at Shop.sell (shop.service.ts:12:5)',
    ],
    ['no name', '/srv/app/src/shop.service.ts:12:5', ' at (shop.service.ts:12:5)'],
    ['a module', 'Shop.sell (file:///srv/app/shop.mjs:12:5)', ' at Shop.sell (shop.mjs:12:5)'],
    ['Windows', 'Shop.sell (C:\\apps\\shop\\shop.js:12:5)', ' at Shop.sell (shop.js:12:5)'],
    ['async work', 'async Shop.sell (/srv/app/shop.js:12:5)', ' at async Shop.sell (shop.js:12:5)'],
    ['a constructor', 'new Shop (/srv/app/shop.js:12:5)', ' at new Shop (shop.js:12:5)'],
    [
      'a folder with a space in it',
      'Shop.sell (/home/Jane Doe/my app/shop.js:12:5)',
      ' at Shop.sell (shop.js:12:5)',
    ],
    [
      'no name, in a folder with brackets',
      '/home/jane/my (new) app/shop.js:12:5',
      ' at (shop.js:12:5)',
    ],
    [
      'a method with another name inside',
      'Shop.sell [as buy] (/srv/app/shop.js:12:5)',
      ' at Shop.sell [as buy] (shop.js:12:5)',
    ],
  ])('is a file without its folders: %s', (_case, frame, site) => {
    expect(callSite(framesOf(frame))).toBe(site);
  });

  it('is the first that is neither the library, nor a package, nor Node', () => {
    const frames = framesOf(
      `Misuse.report (${OWN}:30:7)`,
      'Array.map (<anonymous>)',
      'new Promise (<anonymous>)',
      'async Promise.all (index 0)',
      `Layer.handle (${['', 'srv', 'app', 'node_modules', 'router', 'index.js'].join(sep)}:1:2)`,
      'process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
      'Shop.sell (/srv/app/shop.js:12:5)',
      'Shop.other (/srv/app/shop.js:99:5)',
    );

    expect(callSite(frames)).toBe(' at Shop.sell (shop.js:12:5)');
  });

  it.each([
    ['the library calls itself', framesOf(`Misuse.report (${OWN}:30:7)`)],
    ['there is no frame', []],
  ])('is empty when %s', (_case, frames) => {
    expect(callSite(frames)).toBe('');
  });

  it('is read from the current stack', () => {
    const site = callAsApp(() => callSite());

    expect(site).toMatch(/^ at \w+ \(sell\.service\.ts:\d+:\d+\)$/);
  });

  it('is found however short the stack traces of the app are, and they stay so', () => {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 1;

    const site = callAsApp(() => callSite());
    const after = Error.stackTraceLimit;
    Error.stackTraceLimit = stackTraceLimit;

    expect(site).toMatch(/sell/);
    expect(after).toBe(1);
  });
});
