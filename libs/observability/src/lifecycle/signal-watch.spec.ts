import { SignalWatch } from './signal-watch';

const emitter: NodeJS.EventEmitter = process;

describe('the watch for signals', () => {
  it('is called for a signal before all other listeners, and once for each', () => {
    const heard: string[] = [];
    const other = (): void => void heard.push('other');
    process.on('SIGHUP', other);
    const watch = new SignalWatch((signal) => heard.push(signal));

    watch.start(['SIGHUP']);
    watch.start(['SIGHUP', 'SIGQUIT']);
    emitter.emit.call(process, 'SIGHUP', 'SIGHUP');
    emitter.emit.call(process, 'SIGQUIT', 'SIGQUIT');
    watch.stop();
    process.off('SIGHUP', other);

    expect(heard).toEqual(['SIGHUP', 'other', 'SIGQUIT']);
  });

  it('leaves no listener when it stops', () => {
    const before = process.listenerCount('SIGHUP');
    const watch = new SignalWatch(() => undefined);

    watch.start(['SIGHUP']);
    expect(process.listenerCount('SIGHUP')).toBe(before + 1);
    watch.stop();

    expect(process.listenerCount('SIGHUP')).toBe(before);
  });
});
