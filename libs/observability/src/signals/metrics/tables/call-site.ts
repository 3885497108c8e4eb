import { sep } from 'node:path';
import { framesOf, ownCode } from '../../../core';

/** Line and column; `Array.map (<anonymous>)` and the like have none. */
const POSITION = /:\d{1,9}:\d{1,9}\)?$/;
const NOT_OF_APP = [ownCode, `${sep}node_modules${sep}`, 'node:'];

/** The app's own frame may stand below more of the library's than a stack has by default. */
const MAX_FRAME_DEPTH = 50;

/** Where the app called, as ` at Shop.sell (shop.service.ts:12:5)`; '' when no frame is the app's. */
export function callSite(frames = deepFrames()): string {
  const frame = frames.find(
    (line) => POSITION.test(line) && !NOT_OF_APP.some((part) => line.includes(part)),
  );
  return frame ? ` ${shortened(frame.trim())}` : '';
}

/** The file without its folders: enough to find it, and no path of the machine in a log. */
function shortened(frame: string): string {
  const caller = frame.endsWith(')') ? frame.slice(0, frame.indexOf(' (')) : 'at';
  return `${caller} (${withoutFolders(frame)})`;
}

function withoutFolders(frame: string): string {
  const name = frame.slice(Math.max(frame.lastIndexOf('/'), frame.lastIndexOf('\\')) + 1);
  return name.endsWith(')') ? name.slice(0, -1) : name;
}

function deepFrames(): readonly string[] {
  const { stackTraceLimit } = Error;
  // Where it cannot be written (frozen intrinsics), this changes nothing and throws nothing.
  Reflect.set(Error, 'stackTraceLimit', MAX_FRAME_DEPTH);
  const frames = framesOf(new Error('call site'));
  Reflect.set(Error, 'stackTraceLimit', stackTraceLimit);
  return frames;
}
