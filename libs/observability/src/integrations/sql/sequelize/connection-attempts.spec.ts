import { EventEmitter } from 'node:events';
import { ConnectionAttempts } from './connection-attempts';

/** A client of pg: it connects when the test says so. */
class FakeClient extends EventEmitter {
  readonly connection = { stream: { destroy: (error: Error) => this.emit('failed', error) } };
}

/** As Sequelize's manager of connections: a client made at once, and a promise of it. */
class FakeManager {
  lib: { Client: new () => FakeClient; readonly defaults: object } = {
    Client: FakeClient,
    defaults: { port: 5432 },
  };
  readonly made: FakeClient[] = [];

  async connect(): Promise<FakeClient> {
    const client = new this.lib.Client();
    this.made.push(client);
    return new Promise((resolve, reject) => {
      client.once('connected', () => resolve(client));
      client.once('failed', reject);
    });
  }
}

let manager: FakeManager;
let attempts: ConnectionAttempts;

beforeEach(() => {
  manager = new FakeManager();
  attempts = new ConnectionAttempts(manager);
});

describe('the connections that Sequelize attempts', () => {
  it('are known until they are connected', async () => {
    const attempt = attempts.next();
    const connected = manager.connect();

    expect(attempt()).toBe(manager.made[0]);

    manager.made[0]?.emit('connected');
    expect(await connected).toBe(manager.made[0]);
    expect(attempt()).toBeUndefined();
  });

  it("can be broken off, which Sequelize's promise hears of", async () => {
    const attempt = attempts.next();
    const connected = manager.connect();

    attempts.abort(attempt() ?? {});

    await expect(connected).rejects.toThrow('no answer while connecting');
    expect(attempt()).toBeUndefined();
  });

  it('are those that began since one looked', () => {
    void manager.connect();
    const attempt = attempts.next();

    expect(attempt()).toBeUndefined();
  });

  it("leave the driver's package as it was", () => {
    const { lib } = manager;
    void manager.connect();

    expect(manager.lib).toBe(lib);
    expect(manager.made[0]).toBeInstanceOf(FakeClient);
  });
});
