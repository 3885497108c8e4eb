import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/postgresql';
import { Module } from '@nestjs/common';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { Sequelize } from 'sequelize';
import { DataSource } from 'typeorm';
import { Conditions, HealthService, ObservabilityModule } from '../../libs/observability/src';
import { eventually } from '../support/eventually';
import { generatePrismaClient } from '../support/prisma-client';
import type { TestPrismaClient } from '../support/prisma-client';
import { PostgresDatabase } from '../support/services/postgres-database';

const folder = mkdtempSync(join(tmpdir(), 'observability-found-'));

let server: PostgresDatabase;
let app: INestApplicationContext;

beforeAll(async () => {
  server = await PostgresDatabase.create();
  app = await NestFactory.createApplicationContext(shopOn(server.url), { logger: false });
  await app.init();
}, 40_000);

afterAll(async () => {
  await Promise.all([
    app.get(DataSource).destroy(),
    app.get<Pool>('PG_POOL').end(),
    app.get(MikroORM).close(true),
    app.get(Sequelize).close(),
    app.get<TestPrismaClient>('PRISMA').$disconnect(),
  ]);
  await app.close();
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** An app that has all of them, as providers and no more. */
function shopOn(url: string): new () => object {
  const PrismaClient = generatePrismaClient(folder);
  const logger = { logging: false } as const;
  @Module({
    imports: [ObservabilityModule.forRoot({ logs: { level: 'silent' } })],
    providers: [
      {
        provide: DataSource,
        useFactory: () => new DataSource({ type: 'postgres', url }).initialize(),
      },
      { provide: 'PG_POOL', useFactory: () => new Pool({ connectionString: url }) },
      { provide: 'SAME_POOL', useExisting: 'PG_POOL' },
      {
        provide: 'PRISMA',
        useFactory: () =>
          new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: 1 }) }),
      },
      {
        provide: MikroORM,
        useFactory: () =>
          MikroORM.init({
            clientUrl: url,
            entities: [],
            discovery: { warnWhenNoEntities: false },
          }),
      },
      { provide: Sequelize, useFactory: () => new Sequelize(url, logger) },
    ],
  })
  class ShopModule {}
  return ShopModule;
}

describe('the databases of an app', () => {
  const ALIASES = ['PG_POOL', 'PRISMA', 'default', 'mikro_orm', 'sequelize'];

  it('are found in the container, each once, and are one check', async () => {
    const database = await eventually(async () => {
      const { checks } = await app.get(HealthService).report();
      const check = checks.find(({ name }) => name === 'database');
      expect(check).toMatchObject({ message: 'All databases healthy', status: 'healthy' });
      return check;
    }, 15_000);

    expect(database?.critical).toBe(true);
    const asked = Object.keys(database?.details ?? {})
      .filter((key) => key.endsWith('_query_time_ms'))
      .map((key) => key.replace('_query_time_ms', ''));
    expect(asked.toSorted()).toEqual(ALIASES.toSorted());
  });

  it('are in the conditions, and so is what was not found', () => {
    const conditions = app.get(Conditions).list();
    const found = conditions.filter((condition) => condition.detected);

    expect(found.map(({ product }) => product)).toEqual([
      'TypeORM',
      'pg',
      'Prisma',
      'MikroORM',
      'Sequelize',
    ]);
    expect(found.flatMap(({ what }) => what).toSorted()).toEqual(ALIASES.toSorted());
    expect(conditions).toContainEqual({
      product: 'Mongoose',
      detected: false,
      what: [],
      reason: 'no provider looks like a connection of Mongoose',
    });
  });
});
