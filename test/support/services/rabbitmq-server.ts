import { execFile } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port';
import { ServerProcess } from './server-process';
import type { ServerCommand } from './server-process';

/** Debian's user without rights. */
const NOBODY = 65_534;
const LIBRARY = '/usr/lib/rabbitmq/lib';
const LOOPBACK = '127.0.0.1';
/** Erlang is slow to wake on a busy machine. */
const START_LIMIT_MS = 80_000;

/** The three ports of a node: for clients, for other nodes, and of the table of names. */
interface Ports {
  readonly amqp: number;
  readonly nodes: number;
  readonly names: number;
}

/**
 * A RabbitMQ of the test's own (Debian's rabbitmq-server), with its own name, folder and table of
 * names (epmd), so that it meets no other one of the machine.
 */
export class RabbitMqServer extends ServerProcess {
  private constructor(
    server: ServerCommand,
    private readonly names: ServerProcess,
    private readonly folder: string,
  ) {
    super(server);
  }

  static async start(): Promise<RabbitMqServer> {
    const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-'));
    const uid = process.getuid?.() === 0 ? NOBODY : undefined;
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, 'log'));
    if (uid !== undefined) for (const path of ['', 'log']) chownSync(join(folder, path), uid, uid);
    const ports = { amqp: await freePort(), nodes: await freePort(), names: await freePort() };
    const names = new ServerProcess({
      command: 'epmd',
      args: ['-port', String(ports.names), '-address', LOOPBACK],
      port: ports.names,
      uid,
      stopSignal: 'SIGTERM',
    });
    await names.start();
    const rabbit = new RabbitMqServer(commandFor(ports, folder, uid), names, folder);
    await rabbit.start();
    return rabbit;
  }

  get url(): string {
    return `amqp://guest:guest@${LOOPBACK}:${this.server.port}`;
  }

  get port(): number {
    return this.server.port;
  }

  /** Runs one command of rabbitmqctl, for example `set_vm_memory_high_watermark 0.4`. */
  async control(...words: readonly string[]): Promise<void> {
    const { command, env, uid, cwd } = this.server;
    const tool = join(dirname(command), 'rabbitmqctl');
    await promisify(execFile)(tool, ['-n', env?.['RABBITMQ_NODENAME'] ?? '', ...words], {
      env,
      uid,
      cwd,
    });
  }

  /** Stops it for good. */
  async remove(): Promise<void> {
    await this.kill();
    await this.names.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function commandFor(ports: Ports, folder: string, uid: number | undefined): ServerCommand {
  const home = join(LIBRARY, newestIn(LIBRARY));
  const env = {
    PATH: '/usr/sbin:/usr/bin:/bin',
    HOME: folder,
    RABBITMQ_HOME: home,
    RABBITMQ_BASE: folder,
    RABBITMQ_MNESIA_BASE: join(folder, 'data'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_CONFIG_FILE: join(folder, 'none'),
    RABBITMQ_CONF_ENV_FILE: join(folder, 'none'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'plugins'),
    RABBITMQ_NODENAME: `test${ports.amqp}@localhost`,
    RABBITMQ_NODE_IP_ADDRESS: LOOPBACK,
    RABBITMQ_NODE_PORT: String(ports.amqp),
    RABBITMQ_DIST_PORT: String(ports.nodes),
    ERL_EPMD_PORT: String(ports.names),
    ERL_EPMD_ADDRESS: LOOPBACK,
    // One thread, which sleeps when it has nothing to do.
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '+S 1:1 +sbwt none +sbwtdcpu none +sbwtdio none',
    // So the broker takes the place of its script, and hears the signals itself.
    RUNNING_UNDER_SYSTEMD: 'true',
  };
  const command = join(home, 'sbin/rabbitmq-server');
  const stopSignal = 'SIGTERM' as const;
  const startLimitMs = START_LIMIT_MS;
  return { command, args: [], port: ports.amqp, uid, cwd: folder, env, stopSignal, startLimitMs };
}

function newestIn(folder: string): string {
  const found = readdirSync(folder).filter((name) => name.startsWith('rabbitmq_server'));
  return found.toSorted().at(-1) ?? '';
}
