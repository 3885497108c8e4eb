import { hostname } from 'node:os';
import { oneLine } from '../../../core';
import type { ServiceIdentity } from '../../../core';

/** RFC 5424, 6.2.1. */
export const FACILITIES = {
  kern: 0,
  user: 1,
  mail: 2,
  daemon: 3,
  auth: 4,
  syslog: 5,
  lpr: 6,
  news: 7,
  uucp: 8,
  cron: 9,
  authpriv: 10,
  ftp: 11,
  local0: 16,
  local1: 17,
  local2: 18,
  local3: 19,
  local4: 20,
  local5: 21,
  local6: 22,
  local7: 23,
} as const;

export type Facility = keyof typeof FACILITIES;

const SEVERITIES_PER_FACILITY = 8;
const NIL = '-';
const MAX_HOST_LENGTH = 255;
const MAX_APP_NAME_LENGTH = 48;

/** Creates RFC 5424 messages: header, the service as structured data, the line as text. */
export class SyslogMessage {
  private readonly priorities: ReadonlyMap<number, string>;
  private readonly afterTime: string;

  constructor(facility: Facility, appName: string, service: ServiceIdentity) {
    const base = FACILITIES[facility] * SEVERITIES_PER_FACILITY;
    this.priorities = new Map(
      [10, 20, 30, 40, 50, 60].map((level) => [level, `<${base + severityOf(level)}>1 `]),
    );
    const host = headerField(hostname(), MAX_HOST_LENGTH);
    const app = headerField(appName, MAX_APP_NAME_LENGTH);
    const origin = `[origin software="${parameter(service.name)}" swVersion="${parameter(service.version)}"]`;
    this.afterTime = ` ${host} ${app} ${process.pid} ${NIL} ${origin} `;
  }

  of(line: string, level: number): string {
    const priority = this.priorities.get(level) ?? this.priorities.get(30) ?? '';
    return `${priority}${new Date().toISOString()}${this.afterTime}${oneLine(line.trimEnd())}`;
  }
}

function severityOf(level: number): number {
  if (level >= 60) return 2;
  if (level >= 50) return 3;
  if (level >= 40) return 4;
  return level >= 30 ? 6 : 7;
}

/** Printable ASCII without spaces, or the nil value. */
function headerField(text: string, longest: number): string {
  return text.replaceAll(/[^\u0021-\u007e]/g, '_').slice(0, longest) || NIL;
}

function parameter(text: string): string {
  return oneLine(text).replaceAll(/["\\\]]/g, '\\$&');
}
