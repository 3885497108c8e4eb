// Compiles TypeScript of the tests for programs that run without jest. Types are not checked.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { SWC } from './swc.cjs';

/** Compiles folders of a folder to CommonJS, specs left out; the target has nothing else afterwards. */
export function compileSources(from, folders, to) {
  const { transformFileSync } = createRequire(import.meta.url)('@swc/core');
  rmSync(to, { recursive: true, force: true });
  for (const folder of folders) {
    for (const file of readdirSync(join(from, folder), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file.endsWith('.spec.ts')) continue;
      const target = join(to, folder, file.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, transformFileSync(join(from, folder, file), SWC).code);
    }
  }
}
