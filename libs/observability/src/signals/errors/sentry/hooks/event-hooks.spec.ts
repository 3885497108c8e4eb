import { lazyResults } from '../../../../core/testing/lazy-results';
import { EventHooks } from './event-hooks';

const isAlive = (): boolean => false;
const LONG = 'x'.repeat(2040);

describe('event hooks', () => {
  it('leave no secret in a breadcrumb that the SDK would cut in two', () => {
    const hooks = new EventHooks({}, isAlive);

    const kept = hooks.beforeBreadcrumb({ message: `${LONG} postgres://ada:hunter2@db/shop` });

    expect(kept?.message).toBe(`${LONG} postgres://[Redacted]@db/shop`);
  });

  it('take short breadcrumbs as they are: they are scrubbed with their event', () => {
    const breadcrumb = { message: 'signed in' };

    expect(new EventHooks({}, isAlive).beforeBreadcrumb(breadcrumb)).toBe(breadcrumb);
  });

  it("scrub what the app's own hook makes of a breadcrumb", () => {
    const beforeBreadcrumb = () => ({ message: `${LONG} password=hunter2` });

    const kept = new EventHooks({ beforeBreadcrumb }, isAlive).beforeBreadcrumb({ message: '' });

    expect(kept?.message).toBe(`${LONG} password=[Redacted]`);
  });

  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('no cup');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no cup'))],
    ['returns nothing', () => undefined],
    ['returns a text', () => 'tea'],
  ])('keep the breadcrumb, with one warning, where the hook %s', async (_case, hook) => {
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const rejections: unknown[] = [];
    const note = (error: unknown): void => void rejections.push(error);
    process.on('unhandledRejection', note);
    const hooks = new EventHooks({ beforeBreadcrumb: hook as () => null }, isAlive);

    const kept = [1, 2].map((id) => hooks.beforeBreadcrumb({ message: `tea ${String(id)}` }));
    await new Promise((resolve) => setImmediate(resolve));

    process.off('unhandledRejection', note);
    const warnings = warned.mock.calls.length;
    warned.mockRestore();
    expect(kept).toEqual([{ message: 'tea 1' }, { message: 'tea 2' }]);
    expect(rejections).toEqual([]);
    expect(warnings).toBe(1);
  });

  it.each(lazyResults)('do not run %s that the hook returns', (_kind, make) => {
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const result = make();
    const hooks = new EventHooks({ beforeBreadcrumb: () => result.value }, isAlive);

    const kept = hooks.beforeBreadcrumb({ message: 'tea' });

    warned.mockRestore();
    expect(kept).toEqual({ message: 'tea' });
    expect(result.runs).toBe(0);
  });
});
