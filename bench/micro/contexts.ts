import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { core, startApp } from './library';
import type { Row } from './subject';
import type { Timer } from './timer';

/** A context made and entered, and its ids when something reads them. */
export async function contexts(time: Timer): Promise<Row[]> {
  const app = await startApp({});
  const observer = app.get(core.Observer);
  const storage = new AsyncLocalStorage<object>();
  const rows = [
    row('AsyncLocalStorage with an object', await time(() => storage.run({}, () => 1))),
    row(
      'ours, entered',
      await time(() => core.runInContext(new core.RequestContext(observer), () => 1)),
    ),
    row('randomUUID', await time(() => randomUUID())),
    row('ours, request id read', await time(() => new core.RequestContext(observer).requestId)),
  ];
  await app.close();
  return rows;
}

function row(name: string, nanoseconds: number): Row {
  return { group: 'context', name, nanoseconds };
}
