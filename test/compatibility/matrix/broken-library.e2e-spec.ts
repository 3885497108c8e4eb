import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transformFileSync } from '@swc/core';
import type { Options } from '@swc/core';
import { ROOT } from '../../support/packed-library';
import { judge } from './judge';
import { runCell } from './run-cell';

const { SWC } = require('../../../tools/swc.cjs') as { SWC: Options };
const CELL = { otel: '2', sentry: '10', platform: 'Fastify' } as const;
const LIBRARY = join(ROOT, 'libs/observability/dist');
const LINKED = ['@nestjs', 'reflect-metadata', 'rxjs'];

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'observability-broken-'));
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** The faults about the app of the matrix with a library that is this program. */
async function faultsWith(name: string, program: string): Promise<string[]> {
  const folder = join(directory, name);
  const library = join(folder, 'node_modules/nestjs-observability');
  mkdirSync(library, { recursive: true });
  for (const linked of LINKED) {
    const link = join(folder, 'node_modules', linked);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', linked), link);
  }
  writeFileSync(
    join(library, 'index.js'),
    `const real = require(${JSON.stringify(LIBRARY)}); module.exports = { ...real };\n${program}`,
  );
  writeFileSync(
    join(library, 'register.js'),
    `require(${JSON.stringify(join(LIBRARY, 'register/preload.js'))});`,
  );
  const file = join(folder, 'app.js');
  writeFileSync(file, compiledApp());
  const evidence = await runCell({ node: process.execPath, file, cwd: folder, cell: CELL });
  return judge(CELL, evidence);
}

function compiledApp(): string {
  return transformFileSync(join(__dirname, 'app/app.ts'), SWC).code;
}

describe('a cell of the matrix', () => {
  it('passes with the library as it is', async () => {
    expect(await faultsWith('whole', '')).toEqual([]);
  });

  it('fails with a library that does nothing', async () => {
    const faults = await faultsWith(
      'empty',
      'module.exports.ObservabilityModule = { forRoot: () => ({ module: class Nothing {} }) };',
    );

    expect(faults).toEqual(
      expect.arrayContaining([
        '/livez answers 404',
        '/metrics does not count one request of /items/:id with 200',
        '/items/7 has 0 access lines',
        '0 spans "GET /items/:id" came',
        'Sentry got [], not 1 of "the shelf is broken"',
      ]),
    );
  });

  it('fails with a library that changes an answer', async () => {
    const faults = await faultsWith(
      'meddling',
      `require('@nestjs/common').HttpException.prototype.getResponse = () => 'no';`,
    );

    expect(faults).toEqual([
      '/items/missing answers 404 application/json; charset=utf-8 {"statusCode":404,"message":"no"}',
    ]);
  });

  it('fails with a library that sends nothing at the end', async () => {
    const faults = await faultsWith(
      'hasty',
      `process.once('SIGTERM', () => process.kill(process.pid, 'SIGKILL'));`,
    );

    expect(faults).toEqual(
      expect.arrayContaining(['SIGTERM ends it with SIGKILL', '0 spans "GET /items/:id" came']),
    );
  });

  it('fails with a library that warns', async () => {
    const faults = await faultsWith('warning', `process.emitWarning('a leak');`);

    expect(faults).toEqual([expect.stringMatching(/^prints to stderr: .*Warning: a leak$/)]);
  });

  it('fails with a library that does not start, and shows why', async () => {
    const start = faultsWith('failing', `throw new Error('a file is missing');`);

    await expect(start).rejects.toThrow(/the start ends with 1\n[\s\S]*a file is missing/);
  });
});
