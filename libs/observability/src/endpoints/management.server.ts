import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { messageOf, ObservabilityError } from '../core';
import { json } from './endpoint';
import { sendAnswer } from './endpoint.table';
import type { EndpointTable } from './endpoint.table';
import type { ManagementOptions } from './endpoints.options';

/** The management port cannot be listened at. */
export class ManagementPortError extends ObservabilityError {
  readonly code = 'ENDPOINTS_MANAGEMENT_PORT';

  static because({ host, port }: Required<ManagementOptions>, cause: unknown): ManagementPortError {
    return new ManagementPortError(
      `endpoints.management: cannot listen at ${host}:${port} (${messageOf(cause)}). ` +
        'Choose a port that is free, or end what listens there.',
      { cause },
    );
  }
}

const NOT_FOUND = json(404, { error: 'Not found' });

/** Serves the endpoints at a port of their own, which strangers need not reach. */
export class ManagementServer {
  private server: Server | undefined;

  constructor(
    private readonly table: EndpointTable,
    private readonly options: Required<ManagementOptions>,
  ) {}

  /** @throws ManagementPortError when the port cannot be had */
  async start(): Promise<void> {
    const { host, port } = this.options;
    const server = createServer((request, response) => {
      if (this.table.handle(request, response) === undefined) {
        sendAnswer(response, NOT_FOUND, request.method === 'HEAD');
      }
    });
    this.server = server;
    try {
      server.listen(port, host);
      await once(server, 'listening');
    } catch (cause) {
      throw ManagementPortError.because(this.options, cause);
    }
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
