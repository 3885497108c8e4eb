import { withDefaults } from '../../../core';
import type { LogFormat } from '../formats/format';
import type { LevelName } from '../records/level';
import type { LogTarget } from './log-destination';
import type { Facility } from './syslog-message';

/** The options of every destination. */
export interface CommonDestinationOptions {
  /** The least level that goes there. @default whatever the loggers write */
  level?: LevelName;
  /** How its lines look. @default `logs.format`; for mail there is none */
  format?: LogFormat;
  /** The environments (`service.environment`) in which it is there. @default all; mail: all but development and test */
  environments?: readonly string[];
  /** Whether loggers that name no destinations write there. @default true */
  isDefault?: boolean;
  /** How many bytes may wait while it takes nothing; beyond, the least important lines are dropped. @default 16 MiB */
  maxWaitingBytes?: number;
}

/** Standard output, or standard error. */
export interface ConsoleDestinationOptions extends CommonDestinationOptions {
  type: 'console';
  /** @default 'stdout' */
  stream?: 'stdout' | 'stderr';
}

/** A file, rotated by size (needs rotating-file-stream). */
export interface FileDestinationOptions extends CommonDestinationOptions {
  type: 'file';
  /** Its folder is made where it is missing. Processes need a file each. */
  path: string;
  /** The size that it does not outgrow: it is rotated before. @default 50 MiB */
  maxBytes?: number;
  /** How many rotated files are kept besides the current one. @default 10 */
  maxFiles?: number;
}

/** Mails about errors (needs nodemailer). */
export interface EmailDestinationOptions extends CommonDestinationOptions {
  type: 'email';
  from: string;
  to: readonly string[];
  /** `smtp://user:password@host:587`, `smtps://...`, or nodemailer's own options. */
  smtp: string | object;
  /** The shortest time between two mails, in milliseconds. @default 60000 */
  minIntervalMs?: number;
}

/** A syslog server (RFC 5424). */
export interface SyslogDestinationOptions extends CommonDestinationOptions {
  type: 'syslog';
  /** UDP, TCP with octet counting, or a stream socket of this machine. @default 'udp' */
  protocol?: 'udp' | 'tcp' | 'unix';
  /** @default '127.0.0.1' */
  host?: string;
  /** @default 514 */
  port?: number;
  /** The path of the socket, needed with the protocol `unix`. @default none */
  path?: string;
  /** @default 'local0' */
  facility?: Facility;
  /** @default `service.name` */
  appName?: string;
}

/** Any pino transport, in a thread of its own: Loki, Elasticsearch, OTLP, ... */
export interface TransportDestinationOptions extends CommonDestinationOptions {
  type: 'transport';
  /** The package or file that makes it, as for `pino.transport()`. */
  target: string;
  /** The options that it gets. @default none */
  options?: object;
}

/** An object of your own; a pino transport that runs already is one as well. */
export interface CustomDestinationOptions extends CommonDestinationOptions {
  type: 'custom';
  to: LogTarget;
}

/** One place that lines go to. */
export type DestinationOptions =
  | ConsoleDestinationOptions
  | FileDestinationOptions
  | EmailDestinationOptions
  | SyslogDestinationOptions
  | TransportDestinationOptions
  | CustomDestinationOptions;

const MIB = 1_048_576;
const MAX_WAITING_BYTES = 16 * MIB;

/** What is missing is filled in by the kind that it is of. */
export const DESTINATION_DEFAULTS = {
  common: { isDefault: true, maxWaitingBytes: MAX_WAITING_BYTES },
  console: { stream: 'stdout' },
  file: { maxBytes: 50 * MIB, maxFiles: 10 },
  email: { level: 'error', minIntervalMs: 60_000 },
  syslog: { protocol: 'udp', host: '127.0.0.1', port: 514, facility: 'local0' },
  transport: { options: {} },
  custom: {},
} as const;

/** A destination with everything filled in that has a default. */
export type Resolved<T extends DestinationOptions> = T extends DestinationOptions
  ? T & Required<Pick<T, DefaultsOf<T> & keyof T>>
  : never;

type DefaultsOf<T extends DestinationOptions> =
  keyof (typeof DESTINATION_DEFAULTS)['common'] | keyof (typeof DESTINATION_DEFAULTS)[T['type']];

/** Fills in the defaults of its kind. */
export function resolveDestination(options: DestinationOptions): Resolved<DestinationOptions> {
  const defaults = { ...DESTINATION_DEFAULTS.common, ...DESTINATION_DEFAULTS[options.type] };
  // The defaults of a kind are those that Resolved names.
  return withDefaults<object>(defaults, options) as Resolved<DestinationOptions>;
}
