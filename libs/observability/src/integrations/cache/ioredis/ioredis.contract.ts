import type { Command } from '../redis/blocking-command';

/** What is used of ioredis's Redis; BullMQ's wrapper of it has the same. */
export interface IoredisLike {
  readonly status: string;
  readonly options?: object;
  /** `subscriber` while it listens to channels, `monitor` while it listens to everything. */
  readonly mode?: string;
  /** Commands that wait for their reply, the oldest first. */
  readonly commandQueue?: { peekFront?(): { readonly command?: Command } | undefined };
  sendCommand: SendCommand;
  ping(): Promise<unknown>;
  info(): Promise<string>;
}

/** ioredis's Cluster: a client for each of its nodes. */
export interface IoredisCluster extends Omit<IoredisLike, 'info'> {
  nodes(role: 'master'): readonly IoredisLike[];
}

/** A command that a client is about to send. */
export interface SentCommand extends Command {
  /** Both settle its promise and call its callback. */
  resolve(value: unknown): unknown;
  reject(error: unknown): unknown;
}

/** All commands of a client go by it. */
export type SendCommand = (command: SentCommand, ...rest: unknown[]) => unknown;
