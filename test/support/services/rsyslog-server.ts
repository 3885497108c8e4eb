import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port';
import { ServerProcess } from './server-process';
import type { ServerCommand } from './server-process';

/** One message as rsyslog understood it. */
export interface SyslogMessage {
  readonly pri: string;
  readonly protocol: string;
  readonly host: string;
  readonly app: string;
  readonly processId: string;
  readonly structuredData: string;
  readonly text: string;
}

/** An rsyslog of the test's own (Debian's rsyslog), at one port for UDP and TCP. */
export class RsyslogServer extends ServerProcess {
  private constructor(
    server: ServerCommand,
    private readonly folder: string,
  ) {
    super(server);
  }

  static async start(): Promise<RsyslogServer> {
    const folder = mkdtempSync(join(tmpdir(), 'rsyslog-'));
    const port = await freePort();
    const config = join(folder, 'rsyslog.conf');
    writeFileSync(config, configFor(port, folder));
    const args = ['-n', '-f', config, '-i', join(folder, 'rsyslog.pid')];
    const server = { command: 'rsyslogd', args, port, stopSignal: 'SIGTERM' as const };
    const rsyslog = new RsyslogServer(server, folder);
    await rsyslog.start();
    return rsyslog;
  }

  get port(): number {
    return this.server.port;
  }

  /** What it has got so far. */
  messages(): SyslogMessage[] {
    const lines = readFileSync(join(this.folder, 'messages'), 'utf8').trimEnd().split('\n');
    return lines.map((line) => {
      const [pri = '', protocol = '', host = '', app = '', processId = '', ...rest] =
        line.split('\t');
      const [structuredData = '', text = ''] = rest;
      return { pri, protocol, host, app, processId, structuredData, text };
    });
  }

  override async stop(): Promise<void> {
    await super.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function configFor(port: number, folder: string): string {
  const fields = [
    'pri',
    'protocol-version',
    'hostname',
    'app-name',
    'procid',
    'structured-data',
    'msg',
  ];
  const format = fields.map((field) => `%${field}%`).join('\\t');
  return `
module(load="imudp")
module(load="imtcp")
template(name="fields" type="string" string="${format}\\n")
input(type="imudp" address="127.0.0.1" port="${port}" ruleset="all")
input(type="imtcp" address="127.0.0.1" port="${port}" ruleset="all")
ruleset(name="all") {
  action(type="omfile" file="${folder}/messages" template="fields")
}
`;
}
