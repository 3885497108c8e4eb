import type { Clock } from '../time/clock';
import { Drops } from '../async/drops';
import { Channel } from './channel';
import type { NamedListener } from './channel';
import type { Listener } from './handler';
import { Observation } from './observation';

class Work extends Observation {}

class FakeClock implements Clock {
  time = 0;

  now(): number {
    return this.time;
  }
}

type Verb = 'begin' | 'end' | 'discard';

const throwing: Listener<Work> = {
  begin: () => {
    throw new Error('begin is broken');
  },
  end: () => {
    throw new Error('end is broken');
  },
  discard: () => {
    throw new Error('discard is broken');
  },
};

/** Writes down what it hears, in the order in which it happens. */
class Recorder implements Listener<Work> {
  constructor(
    private readonly heard: string[],
    private readonly name = 'recorder',
  ) {}

  begin(): void {
    this.heard.push(`${this.name} begin`);
  }

  around<R>(_work: Work, work: () => R): R {
    this.heard.push(`${this.name} in`);
    const result = work();
    this.heard.push(`${this.name} out`);
    return result;
  }

  end(): void {
    this.heard.push(`${this.name} end`);
  }

  discard(): void {
    this.heard.push(`${this.name} discard`);
  }
}

function channelOf(
  listeners: Record<string, Listener<Work>>,
  { clock = new FakeClock(), drops = new Drops() } = {},
): Channel<Work> {
  const named = Object.entries(listeners).map(([name, listener]): NamedListener<Work> => ({
    name,
    listener,
  }));
  return new Channel(named, clock, drops);
}

const newWork = (startedAt = 0): Work => new Work(startedAt, undefined);

function fail(): never {
  throw new Error('out of stock');
}

describe('Channel', () => {
  it('tells the listeners of a begin and an end, in their order', () => {
    const heard: string[] = [];
    const channel = channelOf({ a: new Recorder(heard, 'a'), b: new Recorder(heard, 'b') });

    channel.end(channel.begin(newWork()));

    expect(heard).toEqual(['a begin', 'b begin', 'a end', 'b end']);
  });

  it.each<Verb>(['begin', 'end', 'discard'])(
    'lets the other listeners hear of a %s at which one throws',
    (verb) => {
      const heard: string[] = [];
      const channel = channelOf({ broken: throwing, sound: new Recorder(heard, 'sound') });

      channel[verb](newWork());

      expect(heard).toEqual([`sound ${verb}`]);
    },
  );

  it.each<Verb>(['begin', 'end', 'discard'])(
    'counts a listener that throws at the %s, by its name',
    (verb) => {
      const drops = new Drops();
      const channel = channelOf({ broken: throwing, sound: new Recorder([]) }, { drops });

      channel[verb](newWork());

      expect([...drops.entries()]).toEqual([['broken', 1]]);
    },
  );

  it('ends an observation once', () => {
    const heard: string[] = [];
    const channel = channelOf({ a: new Recorder(heard, 'a') });
    const work = newWork();

    channel.end(work);
    channel.end(work);

    expect(heard).toEqual(['a end']);
  });

  it('keeps the duration of the first end', () => {
    const clock = new FakeClock();
    const channel = channelOf({}, { clock });
    const work = newWork(100);

    clock.time = 350;
    channel.end(work);
    clock.time = 9000;
    channel.end(work);

    expect(work.durationSeconds).toBe(0.25);
  });

  it('tells nobody of the end of what was discarded', () => {
    const heard: string[] = [];
    const channel = channelOf({ a: new Recorder(heard, 'a') });
    const work = newWork();

    channel.discard(work);
    channel.end(work);

    expect(heard).toEqual(['a discard']);
  });

  it('discards nothing that has ended', () => {
    const heard: string[] = [];
    const channel = channelOf({ a: new Recorder(heard, 'a') });
    const work = newWork();

    channel.end(work);
    channel.discard(work);

    expect(heard).toEqual(['a end']);
  });

  it('runs the work inside the listeners, the first one outermost', () => {
    const heard: string[] = [];
    const channel = channelOf({ a: new Recorder(heard, 'a'), b: new Recorder(heard, 'b') });

    channel.run(newWork(), () => heard.push('work'));

    expect(heard).toEqual(['a in', 'b in', 'work', 'b out', 'a out']);
  });

  it.each([
    ['with', { a: new Recorder([]) }],
    ['without', {}],
  ])('returns what the work returns, %s listeners around it', (_case, listeners) => {
    const channel = channelOf(listeners);

    const result = channel.run(newWork(), () => 42);

    expect(result).toBe(42);
  });

  it('lets the error of the work through', () => {
    const channel = channelOf({ a: new Recorder([]) });

    expect(() => channel.run(newWork(), fail)).toThrow('out of stock');
  });

  it('knows whether running does more than to call the work', () => {
    const channels = [channelOf({ a: new Recorder([]) }), channelOf({ b: throwing })];

    expect(channels.map(({ hasArounds }) => hasArounds)).toEqual([true, false]);
  });
});
