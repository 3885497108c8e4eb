import type { HealthStatus } from '../../health';

/** One check, as the health page shows it. */
export interface ShownCheck {
  readonly name: string;
  readonly status: HealthStatus;
  readonly critical: boolean;
  readonly message: string;
  readonly responseTimeMs: number | undefined;
  /** Texts by their names. */
  readonly details: Readonly<Record<string, string>>;
}

/** What the health page says; without access that is the status only. */
export interface HealthPage {
  readonly status: HealthStatus;
  /** Undefined without access to them. */
  readonly checks: readonly ShownCheck[] | undefined;
  readonly version: string | undefined;
  readonly environment: string | undefined;
  readonly timestamp: string | undefined;
}

/** The response and its parsed page. */
export interface HealthAnswer {
  readonly page: HealthPage;
  /** The raw body, for JSON output. */
  readonly body: unknown;
}

/** What is more is not shown: no app has so many, and no terminal. */
const MAX_CHECKS = 1000;
const MAX_NAME_LENGTH = 200;
const MAX_MESSAGE_LENGTH = 2000;
const MAX_DETAILS = 50;
const MAX_DETAIL_NAME_LENGTH = 100;
const MAX_DETAIL_LENGTH = 500;

const STATUSES: readonly unknown[] = ['healthy', 'degraded', 'unhealthy'];

/** Reads the page; undefined when it is none. The response of any program is validated before it is shown. */
export function readHealthPage(value: unknown): HealthPage | undefined {
  if (!isObject(value) || !isStatus(value['status'])) return undefined;
  const { status, checks } = value;
  return {
    status,
    checks: Array.isArray(checks) ? checks.slice(0, MAX_CHECKS).map(readCheck) : undefined,
    version: textOf(value['version']),
    environment: textOf(value['environment']),
    timestamp: textOf(value['timestamp']),
  };
}

/** A check that cannot be read counts as the worst. */
function readCheck(value: unknown): ShownCheck {
  const check = isObject(value) ? value : {};
  const { status, response_time_ms: time, details } = check;
  return {
    name: textOf(check['name']) ?? 'unnamed',
    status: isStatus(status) ? status : 'unhealthy',
    critical: check['critical'] === true,
    message: textOf(check['message'], MAX_MESSAGE_LENGTH) ?? '',
    responseTimeMs: isTime(time) ? time : undefined,
    details: isObject(details) ? detailsIn(details) : {},
  };
}

function isStatus(value: unknown): value is HealthStatus {
  return STATUSES.includes(value);
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown, maxLength = MAX_NAME_LENGTH): string | undefined {
  return typeof value === 'string' ? value.slice(0, maxLength) : undefined;
}

/** The details of a check as texts, few and short: another program says what they are. */
function detailsIn(details: Readonly<Record<string, unknown>>): Record<string, string> {
  const shown = Object.entries(details).slice(0, MAX_DETAILS);
  return Object.fromEntries(
    shown.map(([name, value]) => [name.slice(0, MAX_DETAIL_NAME_LENGTH), shortText(value)]),
  );
}

/** An object of JSON may have a field `toString`, so `String` would throw. */
function shortText(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.slice(0, MAX_DETAIL_LENGTH);
}
