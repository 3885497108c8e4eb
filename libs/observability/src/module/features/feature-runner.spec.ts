import type { ModuleRef } from '@nestjs/core';
import { Drops } from '../../core';
import type { Feature } from './feature';
import { FeatureRunner } from './feature-runner';

const BROKEN = new Error('broken');

function broken(): never {
  throw BROKEN;
}

/** Three features, of which the middle one has these methods; what is called is written down. */
function running(middle: Partial<Feature>) {
  const calls: string[] = [];
  const drops = new Drops();
  const named = (name: string): Feature => ({
    name,
    providers: [],
    start: () => void calls.push(`${name} start`),
    stop: () => void calls.push(`${name} stop`),
    flush: async () => void calls.push(`${name} flush`),
    close: () => void calls.push(`${name} close`),
  });
  const features = [named('first'), { ...named('middle'), ...middle }, named('last')];
  const module = { get: () => drops } as unknown as ModuleRef;
  return { runner: new FeatureRunner(features, module), calls, drops };
}

describe('the runner of features', () => {
  it('starts them in their order, and stops, flushes and closes them when the app ends', async () => {
    const { runner, calls } = running({});

    runner.begin();
    runner.begin();
    await runner.end();

    const stages = ['start', 'stop', 'flush', 'close'].map((stage) =>
      calls.filter((call) => call.endsWith(stage)).map((call) => call.split(' ')[0]),
    );
    const inOrder = ['first', 'middle', 'last'];
    expect(stages).toEqual([inOrder, inOrder.toReversed(), inOrder, inOrder.toReversed()]);
    expect(calls.indexOf('first stop')).toBeLessThan(calls.indexOf('first flush'));
    expect(calls.indexOf('last flush')).toBeLessThan(calls.indexOf('last close'));
  });

  it('stops all of them when one does not start, and throws its error', () => {
    const { runner, calls } = running({ start: broken });

    expect(() => runner.begin()).toThrow(BROKEN);
    expect(calls).toEqual(['first start', 'last stop', 'middle stop', 'first stop']);
  });

  it.each<[string, Partial<Feature>]>([
    ['stop', { stop: broken }],
    ['flush', { flush: broken }],
    ['flush in time', { flush: () => Promise.reject(BROKEN) }],
    ['close', { close: broken }],
    ['close in time', { close: () => Promise.reject(BROKEN) }],
  ])('counts one that does not %s, and ends the others', async (_what, middle) => {
    const { runner, calls, drops } = running(middle);

    runner.begin();
    await runner.end();

    expect([...drops.entries()]).toEqual([['middle', 1]]);
    const others = calls.filter((call) => !call.startsWith('middle'));
    expect(others).toHaveLength(8);
  });

  it('throws the error of the start, whatever else does not stop', () => {
    const { runner } = running({
      start: broken,
      stop: () => {
        throw new Error('another');
      },
    });

    expect(() => runner.begin()).toThrow(BROKEN);
  });
});
