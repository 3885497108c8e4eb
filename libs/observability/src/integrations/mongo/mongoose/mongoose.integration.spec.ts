import { INTEGRATIONS_DEFAULTS } from '../../integrations.options';
import { mongoose } from './mongoose.integration';

const signal = new AbortController().signal;
const nothing = (): void => undefined;

function connection(db?: object) {
  const methods = { model: nothing, collection: nothing, startSession: nothing, close: nothing };
  return { readyState: 1, db, ...methods };
}

function databasesOf(...provided: readonly [token: unknown, instance: object][]) {
  const all = provided.map(([token, instance]) => ({ token, instance }));
  return mongoose.databases?.(all, INTEGRATIONS_DEFAULTS) ?? [];
}

describe('the integration of Mongoose', () => {
  it("finds connections under the names in Nest's tokens", () => {
    const databases = databasesOf(
      ['DatabaseConnection', connection()],
      ['reportsConnection', connection()],
      ['other', new Map()],
    );

    expect(databases).toMatchObject([
      { alias: 'mongodb', system: 'mongodb' },
      { alias: 'reports', system: 'mongodb' },
    ]);
  });

  it('pings by the driver, which obeys the signal', async () => {
    const command = jest.fn(async () => ({ ok: 1 }));
    const [database] = databasesOf(['DatabaseConnection', connection({ command })]);

    await database?.ping(signal);

    expect(command.mock.calls).toEqual([[{ ping: 1 }, { signal }]]);
  });

  it('does not take an open state for health', async () => {
    const [database] = databasesOf(['DatabaseConnection', connection()]);

    await expect(database?.ping(signal)).rejects.toThrow('not connected');
  });
});
