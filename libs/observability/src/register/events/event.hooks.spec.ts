import { EventHooks } from './event.hooks';

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
});
