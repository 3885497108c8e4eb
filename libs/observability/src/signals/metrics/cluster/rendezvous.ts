import cluster from 'node:cluster';
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { ServiceIdentity } from '../../../core';

const PRIVATE = 0o700;
const OTHERS = 0o077;
const ENDING = '.sock';
const MADE_WITHIN_MS = 1000;
/** More processes than that are no workers of one primary. */
const MAX_PEERS = 256;

let appsOfProcess = 0;

/**
 * How the workers of one primary process find each other: a folder that only this user can enter,
 * with a socket for each application. Workers need no configuration, and the primary, which may be
 * PM2's, is not involved.
 */
export class Rendezvous {
  /** The socket of this application. */
  readonly socket: string;

  constructor(
    private readonly base: string,
    private readonly folder: string,
    name: string,
  ) {
    this.socket = join(folder, `${name}${ENDING}`);
  }

  /**
   * That of this process; undefined when it is no worker, or the system has no such sockets. PM2's
   * workers are the cluster's in its cluster mode; in its fork mode each has a port of its own.
   * @param service the workers of one primary may be of several apps (PM2)
   */
  static ofThisProcess(
    { name, environment }: ServiceIdentity,
    isWorker = cluster.isWorker,
  ): Rendezvous | undefined {
    if (!isWorker || process.platform === 'win32') return undefined;
    const base = join(tmpdir(), `nestjs-observability-${process.getuid?.() ?? 0}`);
    const app = createHash('sha256').update(`${name}\n${environment}`).digest('hex').slice(0, 8);
    appsOfProcess += 1;
    return new Rendezvous(
      base,
      join(base, `${process.ppid}-${app}`),
      `${process.pid}-${appsOfProcess}`,
    );
  }

  /** Makes the folder. @throws Error if another user could enter it */
  open(): void {
    mkdirSync(this.folder, { recursive: true, mode: PRIVATE });
    this.requirePrivate();
  }

  /** The sockets of all other processes; two apps of one process, as tests have them, are no workers. */
  others(): string[] {
    const own = `${basename(this.socket).split('-')[0]}-`;
    try {
      this.requirePrivate();
      return readdirSync(this.folder, { withFileTypes: true })
        .filter((entry) => !entry.isSymbolicLink() && entry.name.endsWith(ENDING))
        .filter(({ name }) => !name.startsWith(own))
        .slice(0, MAX_PEERS)
        .map(({ name }) => join(this.folder, name));
    } catch {
      // A cleaner of temporary files removed it; another user may have created one of that name since.
      return [];
    }
  }

  /** Removes the socket of a killed process; one that was created just now may not be listening yet. */
  forget(socket: string): void {
    const made = lstatSync(socket, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Date.now() - made > MADE_WITHIN_MS) rmSync(socket, { force: true });
  }

  private requirePrivate(): void {
    for (const folder of [this.base, this.folder]) requirePrivate(folder);
  }

  /** Removes its own socket, and the folders if they are empty. */
  close(): void {
    rmSync(this.socket, { force: true });
    for (const folder of [this.folder, this.base]) {
      try {
        rmdirSync(folder);
      } catch {
        // Another worker still uses it.
        return;
      }
    }
  }
}

/** In a world-writable folder, another user can take a name first. */
function requirePrivate(folder: string): void {
  const found = lstatSync(folder);
  const isOwn = found.isDirectory() && found.uid === process.getuid?.();
  if (!isOwn || (found.mode & OTHERS) !== 0) {
    throw new Error('the folder for the sockets of the workers is accessible to other users');
  }
}
