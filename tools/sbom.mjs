// npm run sbom: writes the library's software bill of materials (CycloneDX), libs/observability/sbom.cdx.json.
// npm run sbom -- <file>: writes it to that file.
// `npm pack` of the library does the same, so that the package brings its own.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fail, ROOT } from './setup.mjs';

const LIBRARY = join(ROOT, 'libs/observability');
const DEVELOPMENT = 'cdx:npm:package:development';

/**
 * The bill of the library, made from npm's of the workspace: the library is what it is of, nothing in
 * it depends on the time and the folder, and what an app may leave out is optional.
 */
export function billOf(ofWorkspace, { name, version, peerDependenciesMeta = {} }) {
  const { serialNumber: _number, metadata, components, dependencies, ...head } = ofWorkspace;
  const subject = components.find(({ purl }) => purl === `pkg:npm/${name}@${version}`);
  const { component: workspace, timestamp: _time, ...facts } = metadata;
  const isInside = (ref) => ref !== workspace['bom-ref'];
  return {
    ...head,
    metadata: { ...facts, component: { ...subject, name } },
    components: components
      .filter((each) => each !== subject)
      .map((each) => ({
        ...each,
        scope: isOptional(each, peerDependenciesMeta) ? 'optional' : 'required',
        properties: each.properties.filter((property) => property.name !== DEVELOPMENT),
      }))
      .toSorted(byRef),
    dependencies: dependencies.filter(({ ref }) => isInside(ref)).toSorted(byRef),
  };
}

function isOptional({ purl }, peers) {
  const name = decodeURIComponent(purl.slice('pkg:npm/'.length, purl.lastIndexOf('@')));
  return peers[name]?.optional === true;
}

function byRef(a, b) {
  const [left, right] = [a, b].map((each) => each['bom-ref'] ?? each.ref);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** What npm finds installed for the library; it has no dependencies for development of its own. */
function askNpm(name) {
  const args = [
    'sbom',
    '--sbom-format',
    'cyclonedx',
    '--sbom-type',
    'library',
    '--workspace',
    name,
  ];
  const { status, stdout, stderr } = spawnSync('npm', args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    // Set by `npm pack`, which calls this: they would choose the workspace once more.
    env: Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^npm_/i.test(key))),
  });
  if (status !== 0) fail(`npm wrote no bill of materials: ${stderr.trim()}`);
  return JSON.parse(stdout);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const library = JSON.parse(readFileSync(join(LIBRARY, 'package.json'), 'utf8'));
  const bill = billOf(askNpm(library.name), library);
  const file = process.argv[2] ?? join(LIBRARY, 'sbom.cdx.json');
  writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`);
  process.stderr.write(
    `${basename(file)}: ${library.name} and ${bill.components.length} packages\n`,
  );
}
