import { EventEmitter } from 'node:events';
import { createContextKey, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { currentContext, Observer, RequestContext, runInContext } from '../../../core';
import { FrameContextManager } from './frame-context-manager';

const KEY = createContextKey('who');
const manager = new FrameContextManager();
const observer = new Observer([]);
const PARENT = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), sampled: true };

const named = (who: string) => ROOT_CONTEXT.setValue(KEY, who);
const add = function (this: { base: number }, a: number, b: number): number {
  return this.base + a + b;
};
const who = (): unknown => manager.active().getValue(KEY);

describe("OpenTelemetry's context in our frames", () => {
  it('is the root outside any request', () => {
    expect(manager.active()).toBe(ROOT_CONTEXT);
  });

  it('exposes the span of the request, so that other instrumentation continues it', () => {
    const context = new RequestContext(observer, { parent: PARENT });

    const seen = runInContext(context, () => trace.getSpanContext(manager.active()));

    expect(seen).toEqual({
      traceId: PARENT.traceId,
      spanId: context.spanId,
      traceFlags: 1,
      isRemote: false,
    });
  });

  it('is made once for a request', () => {
    const [first, second] = runInContext(new RequestContext(observer), () => [
      manager.active(),
      manager.active(),
    ]);

    expect(second).toBe(first);
  });

  it('is what was entered, through everything that is awaited, and only there', async () => {
    const inside = manager.with(named('ada'), async () => {
      await Promise.resolve();
      return who();
    });

    expect([await inside, who()]).toEqual(['ada', undefined]);
  });

  it('changes nothing of the request around it', () => {
    const context = new RequestContext(observer);

    const seen = runInContext(context, () =>
      manager.with(named('ada'), () => [currentContext(), who()]),
    );

    expect(seen).toEqual([context, 'ada']);
  });

  it('hands on this, arguments and result', () => {
    expect(manager.with(ROOT_CONTEXT, add, { base: 1 }, 2, 3)).toBe(6);
  });

  it('can be bound to a function, which keeps its length', () => {
    const bound = manager.bind(named('ada'), (_a: number, _b: number) => who());

    expect([bound(1, 2), bound.length]).toEqual(['ada', 2]);
  });

  it('can be bound to an emitter, whose listeners then run in it', () => {
    const emitter = manager.bind(named('ada'), new EventEmitter());
    const received: unknown[] = [];
    emitter.on('news', (value) => received.push([value, who()]));

    emitter.emit('news', 7);

    expect(received).toEqual([[7, 'ada']]);
  });

  it('cannot be bound to anything else, which is returned as it is', () => {
    const thing = { emit: 'no function' };

    expect(manager.bind(named('ada'), thing)).toBe(thing);
  });
});
