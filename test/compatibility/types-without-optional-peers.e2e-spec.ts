import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { installStrictly } from '../support/kept-installation';
import { packLibrary, ROOT, run } from '../support/packed-library';

const INSTALL_LIMIT_MS = 180_000;
const REQUIRED = ['@nestjs/common@11', '@nestjs/core@11', 'reflect-metadata@0.2', 'rxjs@7'];
const STRICT = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--experimentalDecorators'];
const MODERN = ['--target', 'es2022', '--module', 'nodenext', '--types', 'node'];

const APP = `
import { ObservabilityModule } from 'nestjs-observability';
import 'nestjs-observability/register';
import * as testing from 'nestjs-observability/testing';
interface OwnEvent { type: undefined; tags?: Record<string, string> }
export const all = [testing, ObservabilityModule.forRoot({
  errors: { beforeSend: (event: OwnEvent) => (event.tags ? event : null) },
})];
`;

describe('the types, in a project without any optional package', () => {
  let project: string;

  beforeAll(async () => {
    project = mkdtempSync(join(tmpdir(), 'observability-types-'));
    writeFileSync(join(project, 'package.json'), '{ "private": true }');
    writeFileSync(join(project, 'app.ts'), APP);
    await installStrictly(packLibrary(project), REQUIRED, project);
    for (const name of ['@types/node', 'undici-types']) borrow(name);
  }, INSTALL_LIMIT_MS);

  afterAll(() => rmSync(project, { recursive: true, force: true }));

  it.each([[[]], [['--exactOptionalPropertyTypes']]])(
    'compile when libraries are checked too: %j',
    (options) => {
      const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');

      expect(
        complaints(() =>
          run(process.execPath, [tsc, ...STRICT, ...MODERN, ...options, 'app.ts'], project),
        ),
      ).toBe('');
    },
    60_000,
  );

  /** What this workspace has for its own tests. */
  function borrow(name: string): void {
    const to = join(project, 'node_modules', name);
    mkdirSync(dirname(to), { recursive: true });
    rmSync(to, { recursive: true, force: true });
    symlinkSync(join(ROOT, 'node_modules', name), to);
  }
});

function complaints(compile: () => string): string {
  try {
    return compile();
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout);
  }
}
