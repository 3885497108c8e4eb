import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { messageOf, ObservabilityError } from '../core';
import type { Drops } from '../core';
import { json } from './endpoint';
import { sendAnswer } from './endpoint-table';
import type { EndpointTable } from './endpoint-table';
import type { ManagementOptions } from './endpoints.options';

/** Limits for clients of the management port, as Node names them. */
export interface ManagementLimits {
  /** Far above what probes and scrapers keep open; further connections are dropped. */
  readonly maxConnections: number;
  /** How long a client may take to send its headers, in milliseconds. */
  readonly headersTimeout: number;
  /** How long a client may take to send the whole request, in milliseconds. */
  readonly requestTimeout: number;
  /** How often both are checked, in milliseconds. */
  readonly connectionsCheckingInterval: number;
}

const LIMITS: ManagementLimits = {
  maxConnections: 500,
  headersTimeout: 5000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1000,
};

/** The management port cannot be opened. */
export class ManagementPortError extends ObservabilityError {
  readonly code = 'ENDPOINTS_MANAGEMENT_PORT';

  static because({ host, port }: Required<ManagementOptions>, cause: unknown): ManagementPortError {
    return new ManagementPortError(
      `endpoints.management: cannot listen on ${host}:${port} (${messageOf(cause)}). ` +
        'Choose a free port, or stop the process that listens there.',
      { cause },
    );
  }
}

const NOT_FOUND = json(404, { error: 'Not found' });

/** Serves the endpoints on a separate port, which can stay private. */
export class ManagementServer {
  private server: Server | undefined;

  constructor(
    private readonly table: EndpointTable,
    private readonly options: Required<ManagementOptions>,
    private readonly drops: Drops,
    private readonly limits: ManagementLimits = LIMITS,
  ) {}

  /** @throws ManagementPortError when the port cannot be opened */
  async start(): Promise<void> {
    const { host, port } = this.options;
    const server = createServer(this.limits, (request, response) => {
      if (this.table.handle(request, response) === undefined) {
        sendAnswer(response, NOT_FOUND, request.method === 'HEAD');
      }
    });
    server.maxConnections = this.limits.maxConnections;
    server.on('drop', () => this.drops.count('management port', 'connections'));
    this.server = server;
    try {
      server.listen(port, host);
      await once(server, 'listening');
    } catch (cause) {
      throw ManagementPortError.because(this.options, cause);
    }
    // A connection that cannot be accepted, for lack of file descriptors, must not end the process.
    server.on('error', () => this.drops.count('management port', 'error'));
  }

  /** Where it listens; undefined before it does. */
  get port(): number | undefined {
    const address = this.server?.address();
    return typeof address === 'object' ? address?.port : undefined;
  }

  stop(): void {
    this.server?.close();
    this.server?.closeAllConnections();
  }
}
