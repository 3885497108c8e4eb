/** A channel of amqplib; the broker closes it when a checked queue is missing. */
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

/** A provider of the app that is a connection, or that keeps and renews one. */
export interface AmqpConnectionSource {
  /** The current connection; undefined while there is none. */
  current(): AmqpConnection | undefined;
  /** Whether the app connects only when it sends its first message. */
  readonly isLazy?: () => boolean;
  /** Whether its errors have a listener; without one, the end of the connection would end the process. */
  handlesErrors(): boolean;
}
