import { withDefaults } from '../../../core';
import type { LogFormat } from '../formats/format';
import type { LevelName } from '../records/level';
import type { LogTarget } from './log-destination';
import type { Facility } from './syslog-message';

/** The options of every destination. */
export interface CommonDestinationOptions {
  /** The minimum level of its lines. @default everything that the loggers write */
  level?: LevelName;
  /** The format of its lines. @default `logs.format`; mails have none */
  format?: LogFormat;
  /** The environments (`service.environment`) in which it is active. @default all; mail: all but development and test */
  environments?: readonly string[];
  /** Whether loggers without explicit destinations write to it. @default true */
  isDefault?: boolean;
  /** How many bytes may wait while it is stalled; beyond it, the least important lines are dropped. @default 16 MiB */
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
  /** Its folder is created if it is missing. Each process needs its own file. */
  path: string;
  /** The maximum size, at which it is rotated. @default 50 MiB */
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
  /** The minimum interval between two mails, in milliseconds. @default 60000 */
  minIntervalMs?: number;
}

/** A syslog server (RFC 5424). */
export interface SyslogDestinationOptions extends CommonDestinationOptions {
  type: 'syslog';
  /** UDP, TCP with octet counting, or a local stream socket. @default 'udp' */
  protocol?: 'udp' | 'tcp' | 'unix';
  /** @default '127.0.0.1' */
  host?: string;
  /** @default 514 */
  port?: number;
  /** The path of the socket, required for the protocol `unix`. @default none */
  path?: string;
  /** @default 'local0' */
  facility?: Facility;
  /** @default `service.name` */
  appName?: string;
}

/** Any pino transport, in its own thread: Loki, Elasticsearch, OTLP, ... */
export interface TransportDestinationOptions extends CommonDestinationOptions {
  type: 'transport';
  /** The package or file of the transport, as for `pino.transport()`. */
  target: string;
  /** The options of the transport. @default none */
  options?: object;
}

/** Your own object, for example a pino transport that is running already. */
export interface CustomDestinationOptions extends CommonDestinationOptions {
  type: 'custom';
  to: LogTarget;
}

/** A log destination. */
export type DestinationOptions =
  | ConsoleDestinationOptions
  | FileDestinationOptions
  | EmailDestinationOptions
  | SyslogDestinationOptions
  | TransportDestinationOptions
  | CustomDestinationOptions;

const MIB = 1_048_576;
const MAX_WAITING_BYTES = 16 * MIB;

/** Missing options have the defaults of its kind. */
export const DESTINATION_DEFAULTS = {
  common: { isDefault: true, maxWaitingBytes: MAX_WAITING_BYTES },
  console: { stream: 'stdout' },
  file: { maxBytes: 50 * MIB, maxFiles: 10 },
  email: { level: 'error', minIntervalMs: 60_000 },
  syslog: { protocol: 'udp', host: '127.0.0.1', port: 514, facility: 'local0' },
  transport: { options: {} },
  custom: {},
} as const;

/** A destination with all defaults. */
export type Resolved<T extends DestinationOptions> = T extends DestinationOptions
  ? T & Required<Pick<T, DefaultsOf<T> & keyof T>>
  : never;

type DefaultsOf<T extends DestinationOptions> =
  keyof (typeof DESTINATION_DEFAULTS)['common'] | keyof (typeof DESTINATION_DEFAULTS)[T['type']];

/** Adds the defaults of its kind. */
export function resolveDestination(options: DestinationOptions): Resolved<DestinationOptions> {
  const defaults = { ...DESTINATION_DEFAULTS.common, ...DESTINATION_DEFAULTS[options.type] };
  // The defaults of a kind are those that Resolved requires.
  return withDefaults<object>(defaults, options) as Resolved<DestinationOptions>;
}
