import { UncancellableQueries } from './uncancellable-queries';

/** Queries that are answered when the test says so. */
class PendingQueries {
  readonly answers: ((rows: unknown) => void)[] = [];
  readonly query = (): Promise<unknown> => new Promise((resolve) => this.answers.push(resolve));
}

let pending: PendingQueries;
let queries: UncancellableQueries;

beforeEach(() => {
  pending = new PendingQueries();
  queries = new UncancellableQueries(pending.query);
});

async function timeOut(): Promise<void> {
  const limit = new AbortController();
  const rows = queries.query('SELECT 1', limit.signal);
  limit.abort(new Error('late'));
  await expect(rows).rejects.toThrow('late');
}

describe('queries that cannot be cancelled', () => {
  it('return the rows of the client', async () => {
    const rows = queries.query('SELECT 1', new AbortController().signal);
    pending.answers[0]?.(['row']);

    expect(await rows).toEqual(['row']);
  });

  it('are sent at most twice while none is answered', async () => {
    for (let i = 0; i < 5; i += 1) await timeOut();

    expect(pending.answers).toHaveLength(2);
  });

  it('keep no reference to checks that have waited for them', async () => {
    for (let i = 0; i < 2; i += 1) await timeOut();
    const race = jest.spyOn(Promise, 'race');

    for (let i = 0; i < 100; i += 1) await timeOut();

    // Each call of it would be kept by the queries until they are answered.
    expect(race).not.toHaveBeenCalled();
    race.mockRestore();
  });

  it('are sent again once one of them is answered', async () => {
    for (let i = 0; i < 3; i += 1) await timeOut();
    const rows = queries.query('SELECT 1', new AbortController().signal);
    pending.answers[1]?.('late');
    await new Promise(setImmediate);
    pending.answers[2]?.(['row']);

    expect(await rows).toEqual(['row']);
  });
});
