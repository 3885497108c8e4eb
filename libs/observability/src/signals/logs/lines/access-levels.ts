import type { Outcome, RequestObservation } from '../../../core';
import { LEVEL_NUMBERS } from '../records/level';
import type { LevelName } from '../records/level';

const CLIENT_ERROR = 400;
const MS_PER_SECOND = 1000;

/** A completed request, for the level of its access line. */
export interface AnsweredRequest {
  readonly method: string;
  /** The template of the route; empty if no route matched. */
  readonly route: string;
  readonly status: number;
  readonly outcome: Outcome;
  readonly durationMs: number;
}

/** The options that decide on the level. */
export interface AccessLevelOptions {
  readonly clientErrorLevel: string;
  /** It never throws, and returns a level or undefined. */
  readonly requestLevel?: ((request: AnsweredRequest) => string | undefined) | undefined;
}

/** The levels of access lines: the app's own choice, else by the outcome. */
export class AccessLevels {
  constructor(private readonly options: AccessLevelOptions) {}

  of(observation: RequestObservation): LevelName {
    const { status, outcome } = observation;
    const { requestLevel, clientErrorLevel } = this.options;
    const chosen = requestLevel?.(answered(observation));
    if (isLevel(chosen)) return chosen;
    if (outcome === 'error') return 'error';
    const isOfClient = status >= CLIENT_ERROR && outcome !== 'aborted';
    // The rules of the options allow no other text.
    return isOfClient ? (clientErrorLevel as LevelName) : 'info';
  }
}

function answered({
  method,
  route,
  status,
  outcome,
  durationSeconds,
}: RequestObservation): AnsweredRequest {
  return { method, route, status, outcome, durationMs: durationSeconds * MS_PER_SECOND };
}

/** Whether it is one of the levels, `silent` included. */
export function isLevel(level: unknown): level is LevelName {
  return typeof level === 'string' && Object.hasOwn(LEVEL_NUMBERS, level);
}
