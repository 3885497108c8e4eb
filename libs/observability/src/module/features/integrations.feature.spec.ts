import { Logger } from '@nestjs/common';
import type { DiscoveryService } from '@nestjs/core';
import { Observer, Redactor, Warnings } from '../../core';
import type { QueryObservation } from '../../core';
import { IndicatorRegistry } from '../../health';
import { Conditions, INTEGRATIONS_DEFAULTS } from '../../integrations';
import { IntegrationWiring } from './integrations.feature';
import type { ResolvedOptions } from '../options/resolve-options';

const nothing = (): void => undefined;

function pool(): { query(text: string): Promise<unknown> } {
  const counts = { totalCount: 0, idleCount: 0, waitingCount: 0, options: { max: 10 } };
  return Object.assign(counts, { connect: nothing, query: async () => [], end: nothing });
}

/** A TypeORM DataSource, as far as it can be detected from outside. */
function dataSource(): object {
  const methods = { query: async () => [], createQueryRunner: nothing, getRepository: nothing };
  return { isInitialized: true, options: { type: 'postgres' }, ...methods };
}

/** Looks like a DataSource, and throws when it is inspected. */
class ShyDataSource {
  readonly isInitialized = true;
  query = nothing;
  createQueryRunner = nothing;
  getRepository = nothing;

  get options(): never {
    throw new Error('Not now, says postgres://app:secret@db/shop.');
  }
}

let ended: QueryObservation[];
let observer: Observer;
let registry: IndicatorRegistry;
let conditions: Conditions;
let debug: jest.SpyInstance;

beforeEach(() => {
  ended = [];
  const end = (observation: QueryObservation): void => void ended.push(observation);
  observer = new Observer([{ name: 'recorder', queries: { end } }]);
  registry = new IndicatorRegistry();
  conditions = new Conditions();
  debug = jest.spyOn(Logger.prototype, 'debug').mockImplementation(nothing);
});

afterEach(() => debug.mockRestore());

interface Switches {
  readonly autoWire?: boolean;
  readonly observe?: boolean;
}

function wire(switches: Switches, ...instances: readonly object[]): IntegrationWiring {
  const providers = instances.map((instance) => ({
    token: 'PROVIDER',
    instance,
    isTransient: false,
    isDependencyTreeStatic: () => true,
  }));
  // What the wiring asks of Nest and of the options.
  const discovery = { getProviders: () => providers } as unknown as DiscoveryService;
  const { autoWire = true, observe = true } = switches;
  const health = { autoWire, externalServices: [], indicators: [] };
  const integrations = { ...INTEGRATIONS_DEFAULTS, observe };
  const options = { health, integrations } as unknown as ResolvedOptions;
  const rest = [new Redactor(), new Warnings(nothing)] as const;
  const parts = [registry, observer, discovery, options, conditions, ...rest] as const;
  const wiring = new IntegrationWiring(...parts);
  wiring.wire();
  return wiring;
}

const names = (): string[] => registry.all().map(({ name }) => name);

describe('the wiring of integrations', () => {
  it('instruments clients, and provides their collectors', async () => {
    const instance = pool();

    const { collectors } = wire({}, instance);
    await instance.query('SELECT 1');

    expect(ended).toMatchObject([{ operation: 'select' }]);
    expect(collectors.map(({ name }) => name)).toEqual(['connections of the database "PROVIDER"']);
  });

  it('makes one indicator of a kind, whatever the products', async () => {
    wire({}, dataSource(), pool());

    const finding = await registry.get('database').check(new AbortController().signal);

    expect(names()).toEqual(['database']);
    expect(finding.message).toMatch(/^PROVIDER database failed: /);
    expect(finding.details).toHaveProperty('default_query_time_ms');
  });

  it('leaves a client alone that does not want to be looked at, counts it, and goes on', async () => {
    const instance = pool();

    const { collectors } = wire({}, new ShyDataSource(), instance);
    await instance.query('SELECT 1');

    expect(ended).toHaveLength(1);
    expect(collectors).toHaveLength(1);
    expect(names()).toEqual(['database']);
    expect([...observer.drops.entries()]).toEqual([['integrations', 3]]);
  });

  it('creates no indicator when that is switched off, and still observes', async () => {
    const instance = pool();

    const { collectors } = wire({ autoWire: false }, instance);
    await instance.query('SELECT 1');

    expect(names()).toEqual([]);
    expect([ended.length, collectors.length]).toEqual([1, 1]);
  });

  it('observes nothing when that is switched off, and still creates the indicator', async () => {
    const instance = pool();

    const { collectors } = wire({ observe: false }, instance);
    await instance.query('SELECT 1');

    expect([ended, collectors]).toEqual([[], []]);
    expect(names()).toEqual(['database']);
  });
});

/** What was said of a product. */
function conditionOf(product: string): object | undefined {
  return conditions.list().find((condition) => condition.product === product);
}

describe('the conditions', () => {
  it('say of every product what was found, and why it was not', () => {
    wire({}, dataSource());

    expect(conditionOf('TypeORM')).toEqual({
      product: 'TypeORM',
      detected: true,
      what: ['default'],
      reason: 'the container has a TypeORM DataSource',
    });
    expect(conditionOf('pg')).toEqual({
      product: 'pg',
      detected: false,
      what: [],
      reason: 'no provider looks like a Pool or Client of pg',
    });
    expect(conditionOf('HTTP services')).toMatchObject({
      detected: false,
      reason: 'health.externalServices names none',
    });
  });

  it('say why a client was left alone, without its secrets', () => {
    wire({}, new ShyDataSource());

    expect(conditionOf('TypeORM')).toMatchObject({
      detected: false,
      reason: expect.stringMatching(/^its client could not be inspected: Not now, /) as string,
    });
    expect(JSON.stringify(conditions.list())).not.toContain('secret');
  });

  it('say what the options switch off', () => {
    wire({ autoWire: false, observe: false }, dataSource());

    expect(conditionOf('TypeORM')).toMatchObject({
      reason:
        'the container has a TypeORM DataSource; no indicator, since health.autoWire is false; ' +
        'not observed, since integrations.observe is false',
    });
  });

  it('are logged in one line', () => {
    wire({}, dataSource());

    expect(debug.mock.calls).toEqual([
      [expect.stringMatching(/^Detected: TypeORM \(default\)\. Not detected: pg, Prisma, /)],
    ]);
  });

  it('say of what is found and has no metrics that it has none', () => {
    const log = jest.spyOn(Logger.prototype, 'log').mockImplementation(nothing);
    const prisma = { $connect: nothing, $disconnect: nothing, $queryRawUnsafe: nothing };

    wire({}, prisma, dataSource());
    const said = log.mock.calls;
    log.mockRestore();

    expect(said).toEqual([
      ['Prisma was detected, but clients without a driver adapter are not measured'],
    ]);

    expect(conditions.list()).toContainEqual({
      product: 'Prisma',
      detected: true,
      what: ['PROVIDER'],
      reason: 'the container has a PrismaClient; clients without a driver adapter are not measured',
    });
  });
});
