import type { DiscoveryService } from '@nestjs/core';
import { Observer } from '../core';
import type { QueryObservation } from '../core';
import { IndicatorRegistry } from '../health';
import { IntegrationWiring } from './integration.wiring';
import type { ResolvedOptions } from './resolve-options';

const nothing = (): void => undefined;

function pool(): { query(text: string): Promise<unknown> } {
  const counts = { totalCount: 0, idleCount: 0, waitingCount: 0, options: { max: 10 } };
  return Object.assign(counts, { connect: nothing, query: async () => [], end: nothing });
}

/** Looks like a DataSource, and throws at who looks closer. */
class ShyDataSource {
  readonly isInitialized = true;
  query = nothing;
  createQueryRunner = nothing;
  getRepository = nothing;

  get options(): never {
    throw new Error('Not now.');
  }
}

let ended: QueryObservation[];
let observer: Observer;

beforeEach(() => {
  ended = [];
  const end = (observation: QueryObservation): void => void ended.push(observation);
  observer = new Observer([{ name: 'recorder', queries: { end } }]);
});

function wire(autoWire: boolean, ...instances: readonly object[]): IntegrationWiring {
  const providers = instances.map((instance) => ({
    token: 'PROVIDER',
    instance,
    isTransient: false,
    isDependencyTreeStatic: () => true,
  }));
  // What the wiring asks of Nest and of the options.
  const discovery = { getProviders: () => providers } as unknown as DiscoveryService;
  const health = { autoWire, externalServices: [], indicators: [] };
  const options = { health } as unknown as ResolvedOptions;
  const wiring = new IntegrationWiring(new IndicatorRegistry(), observer, discovery, options);
  wiring.wire();
  return wiring;
}

describe('the wiring of integrations', () => {
  it('lets clients be observed, and tells what can be read of them', async () => {
    const instance = pool();

    const { readings } = wire(true, instance);
    await instance.query('SELECT 1');

    expect(ended).toMatchObject([{ operation: 'select' }]);
    expect(readings.map(({ name }) => name)).toEqual(['connections of the database "PROVIDER"']);
  });

  it('leaves a client alone that does not want to be looked at, counts it, and goes on', async () => {
    const instance = pool();

    const { readings } = wire(true, new ShyDataSource(), instance);
    await instance.query('SELECT 1');

    expect(ended).toHaveLength(1);
    expect(readings).toHaveLength(1);
    expect([...observer.losses.entries()]).toEqual([['integrations', 2]]);
  });

  it('touches no client when it is told not to', async () => {
    const instance = pool();

    const { readings } = wire(false, instance);
    await instance.query('SELECT 1');

    expect([ended, readings]).toEqual([[], []]);
  });
});
