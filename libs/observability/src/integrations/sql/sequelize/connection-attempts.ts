import type { RawConnection } from '../raw-connection';

/** What is used of the package of a driver: pg makes clients, mysql2 and mariadb connections. */
interface DriverPackage {
  readonly Client?: new (...args: unknown[]) => RawConnection;
  createConnection?(...args: unknown[]): RawConnection;
}

/** Sequelize's manager of connections: its `connect` makes one by the driver, and waits for it. */
interface ConnectingManager {
  lib?: DriverPackage;
  connect?(...args: unknown[]): Promise<unknown>;
}

/** What breaks an attempt off; its driver hands it on to Sequelize. */
const NO_ANSWER = 'nestjs-observability: no answer while connecting';

/**
 * The connections that Sequelize makes, each until it is connected or has failed: Sequelize itself
 * knows only those that are connected, so that one which never is would hold its slot for ever.
 */
export class ConnectionAttempts {
  private readonly underWay = new Set<RawConnection>();

  private static readonly known = new WeakMap<object, ConnectionAttempts>();

  /** Those of one manager, which is watched once, however many apps share it. */
  static of(manager: object): ConnectionAttempts {
    const attempts = this.known.get(manager) ?? new ConnectionAttempts(manager);
    this.known.set(manager, attempts);
    return attempts;
  }

  constructor(manager: ConnectingManager) {
    const { connect } = manager;
    if (!connect) return;
    manager.connect = (...args) => this.watching(manager, () => connect.apply(manager, args));
  }

  /** From now on; gives the first attempt since then that is still under way. */
  next(): () => RawConnection | undefined {
    const before = new Set(this.underWay);
    return () => [...this.underWay].find((attempt) => !before.has(attempt));
  }

  /** Its `connect` fails. */
  abort(attempt: RawConnection): void {
    const { stream, connection } = attempt as {
      stream?: { destroy(error: Error): void };
      connection?: { readonly stream?: { destroy(error: Error): void } };
    };
    (connection?.stream ?? stream)?.destroy(new Error(NO_ANSWER));
  }

  /** `connect` makes its connection before it waits for anything. */
  private async watching(
    manager: ConnectingManager,
    connect: () => Promise<unknown>,
  ): Promise<unknown> {
    const { lib } = manager;
    if (!lib) return connect();
    const made: RawConnection[] = [];
    manager.lib = noting(lib, (connection) => made.push(connection));
    let connected: Promise<unknown>;
    try {
      connected = connect();
    } finally {
      manager.lib = lib;
    }
    made.forEach((connection) => this.underWay.add(connection));
    try {
      return await connected;
    } finally {
      made.forEach((connection) => this.underWay.delete(connection));
    }
  }
}

/** The driver's package, which tells of each connection that it makes. Everything else is its own. */
function noting(lib: DriverPackage, note: (made: RawConnection) => void): DriverPackage {
  const noted = (made: RawConnection): RawConnection => {
    note(made);
    return made;
  };
  const { Client } = lib;
  // It is called with `new`, which takes what a function returns; an arrow function cannot be.
  const client = Client && {
    value: function (...args: unknown[]) {
      return noted(new Client(...args));
    },
  };
  return Object.create(lib, {
    createConnection: {
      value: (...args: unknown[]) => noted(lib.createConnection?.(...args) ?? {}),
    },
    ...(client && { Client: client }),
  }) as DriverPackage;
}
