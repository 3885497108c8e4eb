import { rules } from '../../core';

/** When the disk is too full. */
export interface DiskOptions {
  /** Whether the app has a check `disk`. @default false */
  enabled?: boolean;
  /** A place on the disk that is looked at. @default '/' */
  path?: string;
  /** Above this it is degraded: used space, or used entries (inodes), in percent. @default 90 */
  degradedPercent?: number;
  /** Above this it is unhealthy, in percent; 100 for never. @default 98 */
  unhealthyPercent?: number;
}

/** When memory is too scarce: the container's, and V8's heap. */
export interface MemoryOptions {
  /** Whether the app has a check `memory`. @default false */
  enabled?: boolean;
  /** Above this part of its limit it is degraded, in percent. @default 90 */
  degradedPercent?: number;
  /** Above this part of its limit it is unhealthy, in percent; 100 for never. @default 97 */
  unhealthyPercent?: number;
}

/** When the event loop is too late or too busy; all of it over the last ten seconds. */
export interface EventLoopOptions {
  /** Whether the app has a check `event_loop`. @default false */
  enabled?: boolean;
  /** Above this it is degraded: the 99th percentile of the lag, in milliseconds. @default 200 */
  degradedLagMs?: number;
  /** Above this it is unhealthy, in milliseconds. @default 2000 */
  unhealthyLagMs?: number;
  /** Above this part of the time at work it is degraded, in percent; 100 for never. @default 98 */
  busyPercent?: number;
}

export const DISK_DEFAULTS: Required<DiskOptions> = {
  enabled: false,
  path: '/',
  degradedPercent: 90,
  unhealthyPercent: 98,
};

export const MEMORY_DEFAULTS: Required<MemoryOptions> = {
  enabled: false,
  degradedPercent: 90,
  unhealthyPercent: 97,
};

export const EVENT_LOOP_DEFAULTS: Required<EventLoopOptions> = {
  enabled: false,
  degradedLagMs: 200,
  unhealthyLagMs: 2000,
  busyPercent: 98,
};

const MAX_LAG_MS = 60_000;
const PERCENT = rules.number({ min: 1, max: 100 });
const LAG = rules.milliseconds({ min: 1, max: MAX_LAG_MS });

export const DISK_RULES = rules.section<DiskOptions>({
  enabled: rules.boolean,
  path: rules.text(),
  degradedPercent: PERCENT,
  unhealthyPercent: PERCENT,
});

export const MEMORY_RULES = rules.section<MemoryOptions>({
  enabled: rules.boolean,
  degradedPercent: PERCENT,
  unhealthyPercent: PERCENT,
});

export const EVENT_LOOP_RULES = rules.section<EventLoopOptions>({
  enabled: rules.boolean,
  degradedLagMs: LAG,
  unhealthyLagMs: LAG,
  busyPercent: PERCENT,
});
