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
 * The place where the workers of one primary process find each other: a folder that only this user
 * can enter, with a socket for each application. Nobody has to know the others beforehand, and the
 * primary, which may be PM2's, has no part in it.
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

  /** Makes the folder. @throws Error when somebody else could enter it */
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
      // What cleans temporary files took it away; another user may have made one of that name since.
      return [];
    }
  }

  /** Takes away what a process left behind that was killed; one that was made just now may not listen yet. */
  forget(socket: string): void {
    const made = lstatSync(socket, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Date.now() - made > MADE_WITHIN_MS) rmSync(socket, { force: true });
  }

  private requirePrivate(): void {
    for (const folder of [this.base, this.folder]) requirePrivate(folder);
  }

  /** Takes the own socket away, and the folders when they are empty. */
  close(): void {
    rmSync(this.socket, { force: true });
    for (const folder of [this.folder, this.base]) {
      try {
        rmdirSync(folder);
      } catch {
        // Somebody else is still there.
        return;
      }
    }
  }
}

/** In a folder for everybody, a name can be taken by another user first. */
function requirePrivate(folder: string): void {
  const found = lstatSync(folder);
  const isOwn = found.isDirectory() && found.uid === process.getuid?.();
  if (!isOwn || (found.mode & OTHERS) !== 0) {
    throw new Error('the folder for the sockets of the workers is not this user’s alone');
  }
}
