/** What is used of a client of node-redis (the package `redis`), from version 4 on. */
export interface NodeRedisLike {
  /** Whether it was connected and not closed since; it may be connecting again. */
  readonly isOpen: boolean;
  readonly isReady: boolean;
  /** Whether it listens to channels; late releases of version 4 have it, too. */
  readonly isPubSubActive?: boolean;
  readonly options?: { readonly socket?: object; readonly RESP?: number };
  ping(): Promise<unknown>;
  info(): Promise<unknown>;
  sendCommand(command: readonly string[]): Promise<unknown>;
}

/** A pool, a Sentinel or a cluster of node-redis: it has no single connection. */
export interface NodeRedisGroup {
  readonly isOpen: boolean;
  ping?(): Promise<unknown>;
  info?(): Promise<unknown>;
  /** Of a cluster: its nodes. */
  readonly masters?: readonly { readonly client?: unknown }[];
}
