import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from './compile';
import type { Compilation } from './compile';

const PROJECT = { nest: '11', otel: 'none', sentry: 'none', manager: 'npm' } as const;
const COMPILATION: Compilation = {
  compiler: 'new',
  module: 'nodenext',
  modules: 'CJS',
  isStrict: true,
};

describe('a compilation', () => {
  it('fails where the compiler is killed without a word', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'observability-compile-'));
    mkdirSync(join(folder, 'CJS'));
    const compiler = join(folder, 'compiler.js');
    writeFileSync(compiler, `process.kill(process.pid, 'SIGKILL');`);

    const tools = { compiler: () => compiler };
    const { failure } = await compile(COMPILATION, { folder, project: PROJECT, tools });

    rmSync(folder, { recursive: true });
    expect(failure).toBe('ended by SIGKILL');
  });
});
