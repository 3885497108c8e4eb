import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  folderCycles,
  forbiddenImports,
  importCycles,
  importsOutside,
  readImports,
} from './imports';
import type { FolderRule, ImportMap } from './imports';

const SRC = join(__dirname, '../../libs/observability/src');
const NEST = ['@nestjs/common', '@nestjs/core'];

/** Who may import whom. The streets are one-way: capture -> core <- signals, and module knows all. */
const RULES: Readonly<Record<string, FolderRule>> = {
  core: { folders: [], packages: [] },
  export: { folders: ['core'], packages: ['@opentelemetry/api'] },
  register: {
    folders: ['core', 'export', 'capture/process', 'signals/traces/spans', 'signals/errors/sentry'],
    packages: [],
  },
  'capture/http': { folders: ['core'], packages: [...NEST, 'rxjs'] },
  'capture/handlers': { folders: [], packages: NEST },
  'capture/method': { folders: ['core', 'capture/handlers'], packages: [...NEST, 'rxjs'] },
  'capture/message': {
    folders: ['core', 'capture/handlers', 'capture/http'],
    packages: [...NEST, 'rxjs'],
  },
  'capture/graphql': { folders: ['core', 'capture/handlers', 'capture/method'], packages: NEST },
  'capture/schedule': { folders: ['core', 'capture/handlers', 'capture/method'], packages: NEST },
  'capture/process': {
    folders: ['core'],
    packages: ['@nestjs/core/errors/exceptions-zone.js'],
  },
  bundling: {
    folders: ['core'],
    packages: ['@sentry', '@opentelemetry', 'nodemailer', 'pino-pretty', 'rotating-file-stream'],
  },
  'signals/metrics': { folders: ['core'], packages: ['prom-client'] },
  'signals/logs': {
    folders: ['core', 'export'],
    packages: ['pino', 'nestjs-pino', '@nestjs/common'],
  },
  'signals/traces/sampling': { folders: ['core'], packages: [] },
  'signals/traces/spans': {
    folders: ['core', 'export', 'signals/traces/sampling'],
    packages: ['@opentelemetry/api'],
  },
  'signals/traces': { folders: ['core'], packages: ['@opentelemetry/api'] },
  'signals/errors/sentry': { folders: ['core', 'export'], packages: ['@opentelemetry/api'] },
  'signals/errors': { folders: ['core'], packages: [] },
  events: {
    folders: ['core', 'signals/logs', 'signals/metrics'],
    packages: ['pino', '@nestjs/common'],
  },
  exceptions: { folders: ['core'], packages: ['@nestjs/common'] },
  health: { folders: ['core'], packages: [] },
  lifecycle: { folders: ['core', 'health'], packages: [] },
  integrations: { folders: ['core', 'health'], packages: [] },
  endpoints: { folders: ['core', 'health', 'signals/metrics'], packages: [] },
  artifacts: { folders: ['core', 'health', 'lifecycle'], packages: [] },
  cli: { folders: ['core', 'health'], packages: [] },
  testing: { folders: ['core', 'health'], packages: [] },
  module: {
    folders: [
      'core',
      'export',
      'capture/http',
      'capture/method',
      'capture/message',
      'capture/graphql',
      'capture/schedule',
      'capture/process',
      'signals/metrics',
      'signals/logs',
      'signals/traces',
      'signals/traces/spans',
      'signals/errors',
      'signals/errors/sentry',
      'health',
      'lifecycle',
      'integrations',
      'endpoints',
      'events',
    ],
    packages: [...NEST, 'pino'],
  },
  '': {
    folders: [
      'core',
      'events',
      'exceptions',
      'capture/http',
      'capture/method',
      'signals/metrics',
      'signals/logs',
      'signals/traces',
      'signals/errors',
      'health',
      'lifecycle',
      'integrations',
      'endpoints',
      'artifacts',
      'module',
    ],
    packages: [],
  },
};

describe('the library', () => {
  const imports = readImports(SRC);

  it('imports only what its folders may know', () => {
    expect(imports.size).toBeGreaterThan(50);
    expect(forbiddenImports(imports, RULES)).toEqual([]);
  });

  it('has no import cycle, type imports counted', () => {
    expect(importCycles(imports)).toEqual([]);
  });

  it('has no cycle between subfolders', () => {
    expect(folderCycles(imports)).toEqual([]);
  });

  it('has unit specs that import nothing from outside', () => {
    expect(importsOutside(SRC)).toEqual([]);
  });

  it('says in three lines what each folder is for, what enters and what leaves', () => {
    const indexes = [...imports.keys()].filter((file) => file.endsWith('index.ts'));

    for (const file of indexes) {
      const [purpose, enters, leaves] = headOf(join(SRC, file));
      expect([file, purpose]).toEqual([file, expect.stringMatching(/^\/\/ \S/)]);
      expect([file, enters]).toEqual([file, expect.stringMatching(/^\/\/ Enters: /)]);
      expect([file, leaves]).toEqual([file, expect.stringMatching(/\/\/ (Leaves: |\S)/)]);
    }
  });
});

describe('the test of the layers', () => {
  it.each([
    ['core/time/clock.ts', '@nestjs/common', 'this folder may not use the package'],
    ['core/time/clock.ts', '../../health', 'core may not know health'],
    ['capture/http/route-namer.ts', '../../signals/logs', 'capture/http may not know signals/logs'],
    [
      'signals/metrics/tables/series-table.ts',
      '../../logs',
      'signals/metrics may not know signals/logs',
    ],
    ['signals/logs/logs.ts', 'prom-client', 'this folder may not use the package'],
    ['integrations/queue/bullmq/job-context.ts', 'bullmq', 'this folder may not use the package'],
    [
      'health/model/aggregate.ts',
      '../../core/time/clock',
      'across a border only the index of core is imported',
    ],
    ['health/model/aggregate.ts', '../index', 'a folder does not import its own index'],
    [
      'health/model/aggregate.ts',
      '../testing/health-results',
      'only specs use the fakes of a folder',
    ],
    ['health/testing/health-results.ts', '../../endpoints', 'health may not know endpoints'],
  ])('fails when %s imports %s', (file, target, reason) => {
    const found = forbiddenImports(withImport(file, target), RULES);

    expect(found).toEqual([`${file} imports ${target}: ${reason}`]);
  });

  it('fails when a folder appears that has no rule', () => {
    const imports = withImport('utils/strings.ts', '../core');

    expect(forbiddenImports(imports, RULES)).toEqual([
      'utils/strings.ts stands in no folder that has a rule',
    ]);
  });

  it('fails when two files import each other', () => {
    const imports: ImportMap = new Map([
      ['core/a.ts', ['./b']],
      ['core/b.ts', ['./a']],
    ]);

    expect(importCycles(imports)).toEqual(['core/a.ts -> core/b.ts -> core/a.ts']);
  });

  it('fails when two subfolders import each other, or their folder', () => {
    const imports: ImportMap = new Map([
      ['core/time/clock.ts', ['../text/words']],
      ['core/text/words.ts', []],
      ['core/text/lines.ts', ['../time/clock']],
      ['health/policy.ts', ['./check/checker']],
      ['health/check/checker.ts', ['../policy']],
      ['health/index.ts', ['./report/report']],
      ['health/report/report.ts', []],
    ]);

    expect(folderCycles(imports)).toEqual(['core/text <-> core/time', 'health <-> health/check']);
  });
});

function headOf(file: string): string[] {
  return readFileSync(file, 'utf8').split('\n').slice(0, 3);
}

function withImport(file: string, target: string): ImportMap {
  return new Map([...readImports(SRC), [file, [target]]]);
}
