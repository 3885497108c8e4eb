import { breadcrumbsOf } from './breadcrumbs';

describe('breadcrumbs', () => {
  it('say what a line said, who said it and when', () => {
    const written = [{ logger: 'app', context: 'Orders', extra: { item: 'tea' } }, 'placed'];

    expect(breadcrumbsOf([{ at: 1500, level: 30, written }])).toEqual([
      {
        timestamp: 1.5,
        level: 'info',
        category: 'Orders',
        message: 'placed',
        data: { extra: { item: 'tea' } },
      },
    ]);
  });

  it.each([
    [20, 'debug'],
    [30, 'info'],
    [40, 'warning'],
    [50, 'error'],
    [60, 'fatal'],
  ])('of level %d are %s', (level, wanted) => {
    expect(breadcrumbsOf([{ at: 0, level, written: ['text'] }])).toMatchObject([
      { level: wanted, category: 'app' },
    ]);
  });

  it('are cut', () => {
    const [crumb] = breadcrumbsOf([
      { at: 0, level: 30, written: [{ extra: 'x'.repeat(9000) }, 'y'.repeat(9000)] },
    ]);

    expect(JSON.stringify(crumb).length).toBeLessThan(2500);
  });
});
