import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installStrictly } from '../support/kept-installation';
import { packLibrary, ROOT, run } from '../support/packed-library';
import { newest, OLDEST, takesOpenTelemetry3 } from '../support/peer-versions';
import type { PeerVersions } from '../support/peer-versions';
import { TeaRoom } from '../support/tea-room';
import { everythingArrives, threadsWrite } from '../support/tea-room-story';

const INSTALL_LIMIT_MS = 180_000;
const NODE = process.versions.node;
const OPEN_TELEMETRY = takesOpenTelemetry3(NODE)
  ? 'OpenTelemetry 3'
  : `OpenTelemetry 2: NOT 3, which needs Node 22.15, and this is ${NODE}`;
/** Not listed as peers: platforms of Nest, and what others need. */
const BESIDES = ['@nestjs/platform-express', 'pino-http', '@opentelemetry/sdk-trace'];

const PROJECTS = [
  { name: 'the oldest peers', folder: 'oldest', versions: OLDEST },
  { name: `the newest peers (${OPEN_TELEMETRY})`, folder: 'newest', versions: newest(NODE) },
];

let directory: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'observability-peers-'));
  const tarball = packLibrary(directory);
  await Promise.all(
    PROJECTS.map(({ folder, versions }) => project(join(directory, folder), tarball, versions)),
  );
}, INSTALL_LIMIT_MS);

afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe.each(PROJECTS)('with $name', ({ folder, versions }) => {
  let room: TeaRoom;

  beforeAll(async () => {
    room = await TeaRoom.start(join(directory, folder));
  });

  afterAll(() => room.stop());

  it('every peer is there', () => {
    expect(Object.keys(versions).filter((name) => !BESIDES.includes(name))).toEqual(
      expect.arrayContaining(peers()),
    );
  });

  everythingArrives(() => room);
  threadsWrite(() => room);
});

describe(`with a provider of the app's own (${OPEN_TELEMETRY})`, () => {
  it('spans go there', () => {
    const app = join(ROOT, 'test/support/own-provider-app.cjs');
    const cwd = join(directory, 'newest');
    writeFileSync(join(cwd, 'own-provider.cjs'), readFileSync(app));

    expect(run(process.execPath, ['own-provider.cjs'], cwd)).toContain('["GET /tea"]');
  });
});

async function project(folder: string, tarball: string, versions: PeerVersions): Promise<void> {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const packages = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
  await installStrictly(tarball, packages, folder);
}

function peers(): string[] {
  const manifest = readFileSync(join(ROOT, 'libs/observability/package.json'), 'utf8');
  return Object.keys((JSON.parse(manifest) as { peerDependencies: object }).peerDependencies);
}
