import type { RouteName } from '../app/routes';
import type { Delivered } from '../sinks/delivered';
import type { Platform } from './plan';

/** What the closed loop says of one route. */
export interface RouteFigure {
  /** User and system time of the whole process for each answered request, in microseconds. */
  readonly cpuMicros: number;
  /** Answered requests a second, the server being the limit. */
  readonly perSecond: number;
  /** Part of the time that the server's processor was busy; well below 1 the client was the limit. */
  readonly busy: number;
}

/** Latencies from the moment a request was due, in milliseconds. */
export interface LatencyFigure {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** What requests to unknown paths did to the metrics. */
export interface UnknownFigure {
  readonly addedSeries: number;
  readonly pageBytes: number;
  readonly scrapeMs: number;
}

/** What was measured in one process. A phase that was not asked for, or that makes no sense, is left out. */
export interface Figures {
  readonly startMs?: number;
  readonly routes?: Partial<Record<RouteName, RouteFigure>>;
  readonly latency?: LatencyFigure;
  /** After all requests of the memory phase, in bytes. */
  readonly rssBytes?: number;
  /** Longest hold of the event loop while the metrics page is fetched, in milliseconds. */
  readonly scrapeHoldMs?: number;
  readonly unknown?: UnknownFigure;
}

/** One process of the benchmark, as it stands in the result. */
export interface Run {
  readonly node: string;
  readonly platform: Platform;
  readonly round: number;
  readonly variant: string;
  readonly figures: Figures;
  /** What the sinks got from it; left out when they got nothing. */
  readonly delivered?: Delivered;
  /** Bytes of log it wrote. */
  readonly logBytes: number;
}
