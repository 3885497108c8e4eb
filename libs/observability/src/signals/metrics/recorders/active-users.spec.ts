import { RegistryUnderTest } from '../testing/registry-under-test';
import { activeUsers } from './active-users';

function start(count: () => unknown): RegistryUnderTest {
  const under = new RegistryUnderTest();
  under.registry.addCollector(activeUsers(count as () => number));
  return under;
}

describe('active users', () => {
  it.each([
    ['at once', () => 12],
    ['later', () => Promise.resolve(12)],
  ])('are counted by the app %s, when somebody asks', async (_case, count) => {
    expect(await start(count).lines('active_users')).toEqual(['active_users 12']);
  });

  it('are counted at each scrape', async () => {
    let users = 0;
    const under = start(() => (users += 5));

    await under.exposition();

    expect(await under.lines('active_users')).toEqual(['active_users 10']);
  });

  it.each([
    ['a text', '12'],
    ['NaN', Number.NaN],
    ['nothing', undefined],
    ['a list of them', ['ann', 'bob']],
  ])('are none when the app says %s, which is counted and warned of', async (_case, count) => {
    const under = start(() => count);

    expect(await under.lines('active_users')).toEqual([]);
    expect(under.dropped).toEqual([['metrics', 1]]);
    expect(under.said).toEqual([
      'The collector of "active users" failed: metrics.activeUsers must return a number; ' +
        'its last values are exposed again.',
    ]);
  });

  it('stay as they were when the app fails to count them', async () => {
    let isBroken = false;
    const under = start(() => {
      if (isBroken) throw new Error('no session store');
      return 12;
    });
    await under.exposition();

    isBroken = true;

    expect(await under.lines('active_users')).toEqual(['active_users 12']);
  });
});
