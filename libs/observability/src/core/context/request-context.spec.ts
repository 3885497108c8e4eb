import { Observation } from '../observation/observation';
import { Observer } from '../observation/observer';
import { currentContext, RequestContext, runInContext } from './request-context';

const PARENT = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), sampled: true };

class Work extends Observation {}

/** An observer that keeps the errors which ended no observation. */
function observerOfUncaught(): { observer: Observer; uncaught: unknown[] } {
  const uncaught: unknown[] = [];
  const observer = new Observer([{ name: 'fake', uncaught: (error) => uncaught.push(error) }]);
  return { observer, uncaught };
}

/** What code sees that has awaited something. */
async function seeLater(): Promise<RequestContext | undefined> {
  await Promise.resolve();
  return currentContext();
}

describe('RequestContext', () => {
  const observer = new Observer([]);

  it('is known by the id that the caller gave', () => {
    const context = new RequestContext(observer, { requestId: 'req-7', parent: PARENT });

    expect(context.requestId).toBe('req-7');
  });

  it('is known by its trace id when the caller gave none', () => {
    const context = new RequestContext(observer);

    expect(context.requestId).toBe(context.traceId);
  });

  it('continues the trace of its caller in a span of its own', () => {
    const context = new RequestContext(observer, { parent: PARENT });

    expect(context.traceId).toBe(PARENT.traceId);
    expect(context.spanId).not.toBe(PARENT.spanId);
  });

  it('keeps the ids that it made', () => {
    const context = new RequestContext(observer);

    const first = [context.traceId, context.spanId];
    const second = [context.traceId, context.spanId];

    expect(second).toEqual(first);
  });

  it('takes over the ids of a real span', () => {
    const context = new RequestContext(observer);

    context.adoptSpan(PARENT);

    expect(context.asParent()).toEqual(PARENT);
    expect(context.sampled).toBe(true);
  });

  it('is sampled when its caller was, while no tracer here decides otherwise', () => {
    const context = new RequestContext(observer, { parent: PARENT });

    const asParent = context.asParent();

    expect(asParent.sampled).toBe(true);
  });

  it('reads the user each time, because guards set it late', () => {
    let user: { id: string } | undefined;
    const context = new RequestContext(observer, { user: () => user });

    const before = context.user;
    user = { id: 'ada' };

    expect([before, context.user]).toEqual([undefined, { id: 'ada' }]);
  });

  it('hands an error to the work that it stands for', () => {
    const { observer: strict, uncaught } = observerOfUncaught();
    const context = new RequestContext(strict);
    const work = new Work(0, context);
    context.observation = work;

    context.fail('boom');

    expect(work).toMatchObject({ failed: true, error: 'boom', outcome: 'error' });
    expect(uncaught).toEqual([]);
  });

  it('reports an error that comes after the end separately', () => {
    const { observer: strict, uncaught } = observerOfUncaught();
    const context = new RequestContext(strict);
    const work = new Work(0, context);
    work.ended = true;
    context.observation = work;

    context.fail('too late');

    expect(uncaught).toEqual(['too late']);
    expect(work.failed).toBe(false);
  });

  it('reports an error separately when it stands for no work', () => {
    const { observer: strict, uncaught } = observerOfUncaught();
    const context = new RequestContext(strict);

    context.fail('boom');

    expect(uncaught).toEqual(['boom']);
  });
});

describe('a part of the work that fails', () => {
  it('is reported separately when the work cannot take it, whatever its code', () => {
    const reported: unknown[] = [];
    const watcher = new Observer([{ name: 'keeps', uncaught: (error) => reported.push(error) }]);
    const context = new RequestContext(watcher);
    context.observation = { ended: false, fail: () => undefined, failPart: () => false };
    const error = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

    context.failPart(error);
    context.failPart(error);

    expect(reported).toEqual([error]);
  });

  it('belongs to the work that takes it', () => {
    const taken: unknown[] = [];
    const context = new RequestContext(new Observer([]));
    const failPart = (error: unknown): boolean => taken.push(error) > 0;
    context.observation = { ended: false, fail: () => undefined, failPart };

    context.failPart('a resolver');

    expect(taken).toEqual(['a resolver']);
  });
});

describe('the current context', () => {
  const observer = new Observer([]);

  it('is missing outside any request', () => {
    expect(currentContext()).toBeUndefined();
  });

  it('follows the work through everything that it awaits', async () => {
    const context = new RequestContext(observer);

    const seen = await runInContext(context, seeLater);

    expect(seen).toBe(context);
  });

  it('is not shared by two requests under way at the same time', async () => {
    const contexts = [new RequestContext(observer), new RequestContext(observer)];

    const seen = await Promise.all(contexts.map((context) => runInContext(context, seeLater)));

    expect(seen[0]).toBe(contexts[0]);
    expect(seen[1]).toBe(contexts[1]);
  });
});
