import type { IncomingMessage } from 'node:http';
import { ObservabilityError, shownAddress } from '../core';
import type { ClientAddressMode } from '../core';
import type { Access } from './access';
import { json } from './endpoint';
import type { Answer, Endpoint } from './endpoint';
import { BodyRefused, readJsonBody } from './read-body';

/** Reads and changes the levels of loggers. */
export interface LevelSwitch {
  list(): readonly object[];
  /** @throws ObservabilityError with the reason, when the change is invalid */
  change(
    name: string,
    wanted: Readonly<Record<string, unknown>>,
    by: Readonly<Record<string, string | undefined>>,
  ): object;
}

/** The path of the page, and how the line about a change shows the client's address. */
export interface LoggerPagesOptions {
  readonly path: string;
  readonly clientAddress: ClientAddressMode;
}

/**
 * The levels of the loggers: `GET` lists them, `POST <path>/<logger or class>` changes one for a
 * time. Reading is for clients that may see details. Changing requires a token or a guard even where
 * reading is open to all.
 */
export function loggersEndpoint(
  levels: LevelSwitch,
  access: Access,
  options: LoggerPagesOptions,
): Endpoint {
  const loggers = new LoggerPages(levels, access, options);
  return {
    path: options.path,
    methods: ['POST'],
    hasParts: true,
    isClosedTo: access.isClosedTo,
    answer: (request) => loggers.answer(request),
  };
}

const NO_SUCH = json(404, { error: 'Not found' });

class LoggerPages {
  constructor(
    private readonly levels: LevelSwitch,
    private readonly access: Access,
    private readonly options: LoggerPagesOptions,
  ) {}

  async answer(request: IncomingMessage): Promise<Answer> {
    if (!(await this.access.allows(request))) return this.access.refuse(request);
    const name = this.nameIn(request.url ?? '');
    if (request.method === 'POST') return name === undefined ? NO_SUCH : this.change(name, request);
    const all = this.levels.list() as readonly { readonly name?: string }[];
    if (name === undefined) return json(200, { loggers: all });
    const one = all.find((logger) => logger.name === name);
    return one ? json(200, one) : NO_SUCH;
  }

  private async change(name: string, request: IncomingMessage): Promise<Answer> {
    if (!this.access.isLocked) return this.access.refuseChange(request);
    try {
      const wanted = await readJsonBody(request);
      const address = shownAddress(this.access.peerOf(request), this.options.clientAddress);
      const by = { client_address: address };
      return json(200, this.levels.change(name, wanted, by));
    } catch (error) {
      if (error instanceof BodyRefused) return json(error.status, { error: error.message });
      if (error instanceof ObservabilityError) return json(400, { error: error.message });
      throw error;
    }
  }

  /** The name after the path; undefined if there is none, or if it is malformed. */
  private nameIn(url: string): string | undefined {
    const [path = ''] = url.split('?', 1);
    try {
      return decodeURIComponent(path.slice(this.options.path.length + 1)) || undefined;
    } catch {
      return undefined;
    }
  }
}
