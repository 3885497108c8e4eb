// Puts an app into one file with all that it imports: node bundle.mjs <bundler> <app> <folder to write app.cjs to>.
// It runs in the project of the app, and writes the bundler's errors and warnings as JSON.
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const [bundler, app, folder] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const TSCONFIG = resolve(dirname(fileURLToPath(import.meta.url)), '../../tsconfig.json');

/** What Nest loads where it is installed, and does without. */
const OPTIONAL_IN_NEST = [
  '@nestjs/microservices',
  '@nestjs/websockets/socket-module',
  'class-transformer',
  'class-validator',
];

async function byEsbuild() {
  const { build } = require('esbuild');
  const options = { entryPoints: [app], outfile: `${folder}/app.cjs`, external: OPTIONAL_IN_NEST };
  const form = { bundle: true, platform: 'node', minify: true, keepNames: true };
  const { errors, warnings } = await build({ ...options, ...form, logLevel: 'silent' }).catch(
    (failure) => failure,
  );
  return complaints({ errors, warnings }, ({ text, location }) => `${location?.file}: ${text}`);
}

/** As `nest build --webpack`, but with all packages in the bundle. */
async function byWebpack() {
  const webpack = require('webpack');
  const { webpackDefaultsFactory } = require('@nestjs/cli/lib/compiler/defaults/webpack-defaults');
  const hooks = { beforeHooks: [], afterHooks: [], afterDeclarationsHooks: [] };
  const { plugins, ...usual } = webpackDefaultsFactory('', '', 'main', false, TSCONFIG, hooks);
  const config = {
    ...usual,
    entry: app,
    output: { path: folder, filename: 'app.cjs', asyncChunks: false },
    externals: [],
    ignoreWarnings: [],
    resolve: {},
    plugins: plugins.filter((plugin) => plugin instanceof webpack.IgnorePlugin),
  };
  const stats = await new Promise((done, fail) =>
    webpack(config, (error, found) => (error ? fail(error) : done(found))),
  );
  const found = stats.toJson({ all: false, errors: true, warnings: true });
  return complaints(found, ({ moduleName, message }) => `${moduleName}: ${message}`);
}

function complaints({ errors, warnings }, asText) {
  return { errors: errors.map(asText), warnings: warnings.map(asText) };
}

const found = await (bundler === 'webpack' ? byWebpack() : byEsbuild());
process.stdout.write(JSON.stringify(found));
