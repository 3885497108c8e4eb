import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { RecordingSink } from '../../testing/recording-sink';
import { GcCollector } from './gc-collector';

const MAJOR = 'nodejs_gc_duration_seconds{major}';
const KINDS = ['major', 'minor', 'incremental', 'weakcb'];

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe('garbage collections', () => {
  it('are all recorded, also when a busy loop hears of many at once', async () => {
    const sink = new RecordingSink();
    const collector = new GcCollector();
    collector.start(sink);

    for (let i = 0; i < 5; i += 1) collectGarbage();
    await sleep(30);
    collector.stop();

    expect(sink.records[MAJOR]?.length).toBeGreaterThanOrEqual(5);
    expect(sink.records[MAJOR]?.every((seconds) => seconds > 0 && seconds < 5)).toBe(true);
  });

  it('are reported by the kinds of Node', async () => {
    const sink = new RecordingSink();
    const collector = new GcCollector();
    collector.start(sink);

    const kept = Array.from({ length: 200_000 }, (_, i) => ({ i }));
    collectGarbage();
    await sleep(30);
    collector.stop();

    const known = KINDS.map((kind) => `nodejs_gc_duration_seconds{${kind}}`);
    expect(kept).toHaveLength(200_000);
    expect(known).toEqual(expect.arrayContaining(Object.keys(sink.records)));
  });

  it('are not heard after the app stopped', async () => {
    const sink = new RecordingSink();
    const collector = new GcCollector();
    collector.start(sink);
    collector.stop();

    collectGarbage();
    await sleep(30);

    expect(sink.records).toEqual({});
  });
});
