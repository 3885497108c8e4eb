// Rewrites the index.js of each folder of a build, so that a file is loaded when one of its names is first used.
// TypeScript loads all files of an index at its top: an app would load all features, whatever it uses.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** As TypeScript compiles `export { name } from './file'`. */
const LOADED = /^var (\w+) = require\("(\.[^"]+)"\);$/gm;

const FLAG = 'Object.defineProperty(exports, "__esModule", { value: true });';
const DEFINE =
  'const define = (name, get) => Object.defineProperty(exports, name, { enumerable: true, get });';

/** Rewrites all of them below a folder. */
export function loadIndexesOnUse(folder) {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (basename(file) !== 'index.js') continue;
    const path = join(folder, file);
    writeFileSync(path, loadedOnUse(readFileSync(path, 'utf8')));
  }
}

/**
 * Node's ES modules find the names in the line `exports.a = exports.b = void 0`, as long as no getter is written in
 * a form that Node does not know: a function defines them.
 */
export function loadedOnUse(code) {
  const files = [...code.matchAll(LOADED)];
  if (files.length === 0) return code;
  const lazy = files.reduce(
    (rest, [line, name, file]) =>
      rest
        .replace(line, `let ${name};`)
        .replaceAll(getterOf(name), `define("$1", () => (${name} ??= require("${file}")).$2);`),
    code,
  );
  return lazy.replace(FLAG, `${FLAG}\n${DEFINE}`);
}

function getterOf(name) {
  return new RegExp(
    String.raw`^Object\.defineProperty\(exports, "(\w+)", \{ enumerable: true, get: function \(\) \{ return ${name}\.(\w+); \} \}\);$`,
    'gm',
  );
}
