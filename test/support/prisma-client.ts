import { spawnSync } from 'node:child_process';
import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PrismaPg } from '@prisma/adapter-pg';

/** What a story uses of the model of a generated client. */
interface Orders {
  create(order: { data: { item: string } }): Promise<unknown>;
  findMany(): Promise<unknown[]>;
}

/** What a story uses of a generated PrismaClient. */
export interface TestPrismaClient {
  readonly order: Orders;
  $queryRawUnsafe(sql: string): Promise<unknown>;
  $executeRawUnsafe(sql: string): Promise<unknown>;
  $transaction(work: (transaction: { order: Orders }) => Promise<void>): Promise<unknown>;
  $disconnect(): Promise<void>;
}

const MODULES = join(__dirname, '../../node_modules');
const SCHEMA = `
generator client {
  provider = "prisma-client-js"
  output   = "./client"
}
datasource db {
  provider = "postgresql"
}
model Order {
  id   Int    @id @default(autoincrement())
  item String
}
`;

/** Generates a client of Prisma into the folder, once. */
export function generatePrismaClient(
  folder: string,
): new (options: { readonly adapter: PrismaPg }) => TestPrismaClient {
  const client = join(folder, 'client');
  if (!existsSync(client)) generate(folder);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it does not exist before
  return (require(client) as { PrismaClient: never }).PrismaClient;
}

/** Generating needs no engine, but the command would download one; told the path of any program, it does not. */
function generate(folder: string): void {
  const schema = join(folder, 'schema.prisma');
  writeFileSync(schema, SCHEMA);
  symlinkSync(MODULES, join(folder, 'node_modules'));
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(MODULES, 'prisma/build/index.js'), 'generate', '--schema', schema],
    {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        CHECKPOINT_DISABLE: '1',
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
      },
    },
  );
  if (status !== 0) throw new Error(`prisma generate failed: ${stderr}`);
}
