import { Losses } from '../async/losses';
import type { ObservationHandler } from './handler';
import { CheckObservation } from './observation';
import { Observer } from './observer';

const check = (): CheckObservation => new CheckObservation(0, { name: 'db', critical: true });
const time = { now: (): number => 0 };

describe('Observer', () => {
  it('tells of each kind only the handlers that listen to it', () => {
    const heard: string[] = [];
    const toChecks: ObservationHandler = { name: 'a', checks: { end: () => heard.push('check') } };
    const toJobs: ObservationHandler = { name: 'b', jobs: { end: () => heard.push('job') } };
    const observer = new Observer([toChecks, toJobs], time);

    observer.checks.end(check());

    expect(heard).toEqual(['check']);
  });

  it('tells every handler of a stray error, also after one that throws', () => {
    const heard: unknown[] = [];
    const broken: ObservationHandler = {
      name: 'broken',
      stray: () => {
        throw new Error('no');
      },
    };
    const sound: ObservationHandler = { name: 'sound', stray: (error) => heard.push(error) };
    const losses = new Losses();
    const observer = new Observer([broken, { name: 'deaf' }, sound], time, losses);

    observer.stray('boom', undefined);

    expect(heard).toEqual(['boom']);
    expect([...losses.entries()]).toEqual([['broken', 1]]);
  });

  it('tells of an error that nobody caught, whatever it says, and with its origin', () => {
    const heard: unknown[] = [];
    const handler: ObservationHandler = { name: 'a', stray: (...told) => heard.push(told) };
    const observer = new Observer([handler], time);
    const gone = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

    observer.stray(gone, undefined);
    observer.stray(gone, undefined, 'uncaughtException');

    expect(heard).toEqual([[gone, undefined, 'uncaughtException']]);
  });
});
