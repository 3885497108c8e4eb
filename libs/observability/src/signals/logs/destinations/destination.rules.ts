import { pathTo, rules } from '../../../core';
import type { Rule, RulesFor } from '../../../core';
import { LOG_FORMATS } from '../formats/format';
import type {
  CommonDestinationOptions,
  ConsoleDestinationOptions,
  CustomDestinationOptions,
  DestinationOptions,
  EmailDestinationOptions,
  FileDestinationOptions,
  SyslogDestinationOptions,
  TransportDestinationOptions,
} from './destination.options';
import { LEVEL_NUMBERS } from '../records/level';
import { FACILITIES } from './syslog-message';

const MIB = 1_048_576;
const COMMON: RulesFor<CommonDestinationOptions> = {
  level: rules.oneOf(...Object.keys(LEVEL_NUMBERS)),
  format: rules.oneOf(...LOG_FORMATS),
  environments: rules.listOf(rules.text()),
  isDefault: rules.boolean,
  maxWaitingBytes: rules.number({ min: MIB, max: 1024 * MIB }),
};
const TYPE: Rule = () => undefined;

const syslog = rules.section<SyslogDestinationOptions>({
  ...COMMON,
  type: TYPE,
  protocol: rules.oneOf('udp', 'tcp', 'unix'),
  host: rules.text(),
  port: rules.port,
  path: rules.text(),
  facility: rules.oneOf(...Object.keys(FACILITIES)),
  appName: rules.text(),
});

const BY_TYPE: { readonly [T in DestinationOptions['type']]: Rule } = {
  console: rules.section<ConsoleDestinationOptions>({
    ...COMMON,
    type: TYPE,
    stream: rules.oneOf('stdout', 'stderr'),
  }),
  file: rules.sectionWith<FileDestinationOptions>(
    {
      ...COMMON,
      type: TYPE,
      path: rules.text(),
      maxBytes: rules.number({ min: 1024, max: 1024 * 1024 * MIB }),
      maxFiles: rules.number({ min: 1, max: 1000 }),
    },
    ['path'],
  ),
  email: rules.sectionWith<EmailDestinationOptions>(
    {
      ...COMMON,
      type: TYPE,
      from: rules.text(/@/, 'an address'),
      to: rules.listOf(rules.text(/@/, 'an address')),
      smtp: smtpRule,
      minIntervalMs: rules.milliseconds({ min: 1000, max: 86_400_000 }),
    },
    ['from', 'to', 'smtp'],
  ),
  syslog: syslogRule,
  transport: rules.sectionWith<TransportDestinationOptions>(
    { ...COMMON, type: TYPE, target: rules.text(), options: rules.objectWith() },
    ['target'],
  ),
  custom: rules.sectionWith<CustomDestinationOptions>(
    { ...COMMON, type: TYPE, to: rules.objectWith('write') },
    ['to'],
  ),
};

/** The destinations by name. */
export const destinationsRule: Rule = (value, path, problems) => {
  if (!rules.isPlainObject(value)) {
    problems.wanted(path, value, 'an object with a destination for each name');
    return;
  }
  for (const [name, destination] of Object.entries(value)) {
    const at = pathTo(path, name);
    const type = rules.isPlainObject(destination) ? destination['type'] : destination;
    if (isType(type)) BY_TYPE[type](destination, at, problems);
    else problems.wanted(`${at}.type`, type, `one of ${Object.keys(BY_TYPE).join(', ')}`);
  }
};

function isType(type: unknown): type is DestinationOptions['type'] {
  return typeof type === 'string' && Object.hasOwn(BY_TYPE, type);
}

/** There is no default: the usual socket, /dev/log, is not a stream socket. */
function syslogRule(...[value, at, problems]: Parameters<Rule>): void {
  syslog(value, at, problems);
  const { protocol, path } = value as SyslogDestinationOptions;
  if (protocol === 'unix' && path === undefined) {
    problems.add(
      `${at}.path`,
      'is missing; the protocol "unix" needs the path of a stream socket.',
    );
  }
}

function smtpRule(...[value, path, problems]: Parameters<Rule>): void {
  const isUrl = typeof value === 'string' && /^smtps?:\/\//.test(value);
  if (!isUrl && !rules.isPlainObject(value)) {
    problems.wanted(path, value, 'a URL that begins with smtp:// or smtps://, or an object');
  }
}
