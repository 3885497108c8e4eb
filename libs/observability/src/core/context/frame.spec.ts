import { Observer } from '../observation/observer';
import { currentFrame, runActive, runInFrame } from './frame';
import { currentContext, RequestContext, runInContext } from './request-context';

const newContext = (): RequestContext => new RequestContext(new Observer([]));

describe('a frame', () => {
  it('holds for the work and all that it awaits, and no longer', async () => {
    const frame = { root: undefined, active: 'span', operation: undefined };

    const inside = await runInFrame(frame, async () => {
      await Promise.resolve();
      return currentFrame();
    });

    expect(inside).toBe(frame);
    expect(currentFrame()).toBeUndefined();
  });

  it('may have something else active, in the same request', () => {
    const context = newContext();

    const seen = runInContext(context, () =>
      runActive('span', () => ({ context: currentContext(), active: currentFrame()?.active })),
    );

    expect(seen).toEqual({ context, active: 'span' });
  });

  it('has what was active before when the work is done', () => {
    const context = newContext();

    const active = runInContext(context, () => {
      runActive('span', () => undefined);
      return currentFrame()?.active;
    });

    expect(active).toBeUndefined();
  });

  it('outside any request belongs to no context', () => {
    expect(runActive('span', currentContext)).toBeUndefined();
  });

  it('of the app outside any request stays the active one of a context inside it', () => {
    const context = newContext();

    const active = runActive('span', () => runInContext(context, () => currentFrame()?.active));

    expect(active).toBe('span');
  });
});
