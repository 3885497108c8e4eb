import type { LogFormat } from '../formats/format';
import type { DestinationOptions } from './destination.options';
import type { LogTarget } from './log-destination';

/** The options that decide where lines go. */
export interface OutputOptions {
  readonly format: LogFormat;
  /** Whether a console that is a terminal gets `pretty` lines. */
  readonly isForPeople?: boolean | undefined;
  readonly destinations: Readonly<Record<string, DestinationOptions>>;
  readonly destination?: LogTarget | undefined;
  /** The loggers, which may select destinations. */
  readonly loggers?: Readonly<Record<string, { readonly destinations?: readonly string[] }>>;
}

/** Standard output. */
export const CONSOLE: DestinationOptions = { type: 'console' };
/** Developers must not get mails about code that they are working on. */
const WITHOUT_MAIL = ['development', 'test'];

/** Destinations by name. */
export type ByName = Readonly<Record<string, DestinationOptions>>;

/** The configured destinations, the short form included; standard output if there are none. */
export function allOf({ destinations, destination }: OutputOptions): ByName {
  const own: ByName = destination ? { destination: { type: 'custom', to: destination } } : {};
  const all = { ...own, ...destinations };
  return Object.keys(all).length > 0 ? all : { console: CONSOLE };
}

/** The destinations of this environment; standard output if there are none. */
export function activeIn(environment: string, all: ByName): ByName {
  const active = Object.entries(all).filter(([, options]) => isActive(options, environment));
  return active.length > 0 ? Object.fromEntries(active) : { console: CONSOLE };
}

function isActive({ type, environments }: DestinationOptions, environment: string): boolean {
  if (type === 'email' && WITHOUT_MAIL.includes(environment)) return false;
  return environments?.includes(environment) ?? true;
}
