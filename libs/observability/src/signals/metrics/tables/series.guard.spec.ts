import { callAsApp } from '../testing/app-calls';
import { Warnings } from '../../../core';
import { SeriesGuard } from './series.guard';

const ORDERS = { name: 'orders_total' };

function start(): { guard: SeriesGuard; said: string[] } {
  const said: string[] = [];
  return { guard: new SeriesGuard(1000, new Warnings((message) => void said.push(message))), said };
}

describe('SeriesGuard', () => {
  it('warns with metric, limit, call site and label, and says what to do', () => {
    const { guard, said } = start();

    callAsApp(() => guard.overflowed(ORDERS, 'user'));

    expect(said).toHaveLength(1);
    expect(said[0]?.replace(/ at \w+ \(sell\.service\.ts:\d+:\d+\)/, ' HERE')).toBe(
      'The metric "orders_total" has more than 1000 series HERE: its label "user" has too many values. ' +
        'New ones are counted as "__other__". Give the label few values, or raise metrics.seriesLimit.',
    );
  });

  it('warns once for each metric', () => {
    const { guard, said } = start();

    for (let i = 0; i < 10; i += 1) guard.overflowed(ORDERS, 'user');
    guard.overflowed({ name: 'sales_total' }, 'user');

    expect(said).toHaveLength(2);
  });

  it('counts each record that went beyond', () => {
    const { guard } = start();

    for (let i = 0; i < 10; i += 1) guard.overflowed(ORDERS, 'user');
    guard.overflowed({ name: 'sales_total' }, 'till');

    expect([...guard.entries()]).toEqual([
      { metric: 'orders_total', label: 'user', count: 10 },
      { metric: 'sales_total', label: 'till', count: 1 },
    ]);
  });
});
