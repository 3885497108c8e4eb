import { Drops } from '../async/drops';
import type { ObservationHandler } from './handler';
import { CheckObservation } from './observation';
import { Observer } from './observer';

const check = (): CheckObservation => new CheckObservation(0, { name: 'db', critical: true });
const time = { now: (): number => 0 };

describe('Observer', () => {
  it('notifies only the handlers that listen to a kind of observation', () => {
    const heard: string[] = [];
    const toChecks: ObservationHandler = { name: 'a', checks: { end: () => heard.push('check') } };
    const toJobs: ObservationHandler = { name: 'b', jobs: { end: () => heard.push('job') } };
    const observer = new Observer([toChecks, toJobs], time);

    observer.checks.end(check());

    expect(heard).toEqual(['check']);
  });

  it('passes an uncaught error to every handler, also after one that throws', () => {
    const heard: unknown[] = [];
    const broken: ObservationHandler = {
      name: 'broken',
      uncaught: () => {
        throw new Error('no');
      },
    };
    const sound: ObservationHandler = { name: 'sound', uncaught: (error) => heard.push(error) };
    const drops = new Drops();
    const observer = new Observer([broken, { name: 'deaf' }, sound], time, drops);

    observer.uncaught('boom', undefined);

    expect(heard).toEqual(['boom']);
    expect([...drops.entries()]).toEqual([['broken', 1]]);
  });

  it('reports an error that the process caught whatever its code, with its origin', () => {
    const heard: unknown[] = [];
    const handler: ObservationHandler = { name: 'a', uncaught: (...args) => heard.push(args) };
    const observer = new Observer([handler], time);
    const gone = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

    observer.uncaught(gone, undefined);
    observer.uncaught(gone, undefined, 'uncaughtException');

    expect(heard).toEqual([[gone, undefined, 'uncaughtException']]);
  });
});
