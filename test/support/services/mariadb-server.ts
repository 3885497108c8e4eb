import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { eventually } from '../eventually';
import { freePort } from './free-port';
import { ServerProcess } from './server-process';
import type { ServerCommand } from './server-process';

/** Debian's user without rights: MariaDB refuses to run as root. */
const NOBODY = 65_534;

/** A MariaDB of the test's own (Debian's mariadb-server), which asks nobody for a password. */
export class MariadbServer extends ServerProcess {
  private constructor(
    server: ServerCommand,
    private readonly directory: string,
  ) {
    super(server);
  }

  /** Makes and starts one. @param flags options of the server, for example `--max-connections=20` */
  static async start(...flags: readonly string[]): Promise<MariadbServer> {
    const directory = mkdtempSync(join(tmpdir(), 'observability-mariadb-'));
    const uid = process.getuid?.() === 0 ? NOBODY : undefined;
    chmodSync(directory, 0o755);
    if (uid !== undefined) chownSync(directory, uid, uid);
    const data = join(directory, 'data');
    initialise(data, uid, directory);
    const port = await freePort();
    const args = [
      '--no-defaults',
      `--datadir=${data}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--socket=${join(directory, 'socket')}`,
      `--pid-file=${join(directory, 'pid')}`,
      '--skip-grant-tables',
      '--skip-name-resolve',
      '--innodb-flush-log-at-trx-commit=0',
      ...flags,
    ];
    const command = { command: 'mariadbd', args, port, uid, cwd: directory };
    const mariadb = new MariadbServer({ ...command, stopSignal: 'SIGTERM' as const }, directory);
    await mariadb.start();
    return mariadb;
  }

  override async start(): Promise<void> {
    await super.start();
    await eventually(async () => {
      const connection = await createConnection(this.url);
      await connection.end();
    });
  }

  get url(): string {
    return `mysql://test@127.0.0.1:${this.port}/mysql`;
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

function initialise(data: string, uid: number | undefined, cwd: string): void {
  const args = ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal'];
  const { status, stderr } = spawnSync('mariadb-install-db', [...args, '--skip-test-db'], {
    uid,
    gid: uid,
    cwd,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`mariadb-install-db failed: ${stderr}`);
}
