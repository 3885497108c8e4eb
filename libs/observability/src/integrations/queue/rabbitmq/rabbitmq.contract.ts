/** A channel of amqplib; the broker closes it when a checked queue is missing. */
export interface AmqpChannel {
  checkQueue(
    queue: string,
  ): Promise<{ readonly messageCount: number; readonly consumerCount: number }>;
  close(): Promise<unknown>;
  on(event: 'error', listener: () => void): unknown;
}

/** A connection of amqplib, by promises. */
export interface AmqpConnection {
  readonly connection: {
    /** Whether the broker takes no messages for the time being. */
    readonly blocked?: boolean;
    /** As negotiated with the broker, in seconds; 0 for none. */
    readonly heartbeat?: number;
  };
  createChannel(): Promise<AmqpChannel>;
}

/** A provider of the app that is a connection, or that keeps and renews one. */
export interface AmqpConnectionSource {
  /** The current connection; undefined while there is none. */
  current(): AmqpConnection | undefined;
  /** Whether the app connects only when it sends its first message. */
  readonly isLazy?: () => boolean;
}
