// Packs the library as it would be published. CommonJS, so that tests can load it too.
const { execFileSync } = require('node:child_process');
const { mkdirSync } = require('node:fs');
const { join } = require('node:path');

const LIBRARY = join(__dirname, '../libs/observability');

/** Writes the tarball to a folder and returns its path. */
exports.packLibrary = (to) => {
  mkdirSync(to, { recursive: true });
  const output = execFileSync('npm', ['pack', '--json', '--pack-destination', to], {
    cwd: LIBRARY,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A list, or by name since npm 12.
  const [packed] = Object.values(JSON.parse(output));
  return join(to, packed.filename);
};
