/** A channel of amqplib; it is closed by the broker when a queue is not there. */
export interface AmqpChannel {
  checkQueue(
    queue: string,
  ): Promise<{ readonly messageCount: number; readonly consumerCount: number }>;
  close(): Promise<unknown>;
  on(event: 'error', listener: () => void): unknown;
}

/** The socket to the broker. */
export interface AmqpSocket {
  readonly destroyed?: boolean;
  readonly encrypted?: boolean;
  readonly bytesRead?: number;
  readonly remoteAddress?: string;
  readonly remotePort?: number;
  destroy(error: Error): unknown;
}

/** A connection of amqplib, by promises. */
export interface AmqpConnection {
  readonly connection: {
    /** Whether the broker takes no messages for the time being. */
    readonly blocked?: boolean;
    readonly stream?: AmqpSocket;
  };
  createChannel(): Promise<AmqpChannel>;
  listenerCount(event: string): number;
}

/** What the app has: a connection, or something that keeps one and renews it. */
export interface AmqpHolder {
  /** The connection of the moment; undefined while there is none. */
  current(): AmqpConnection | undefined;
  /** Whether the app connects only when it has something to say. */
  readonly isLazy?: () => boolean;
  /** Whether somebody listens to errors; else the end of the connection would end the process. */
  hearsErrors(): boolean;
}
