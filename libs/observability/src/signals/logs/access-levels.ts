import type { Losses, Outcome, RequestObservation } from '../../core';
import { LEVEL_NUMBERS } from './destinations/level';
import type { LevelName } from './destinations/level';

const CLIENT_ERROR = 400;
const MS_PER_SECOND = 1000;

/** A request that has been answered, for the level of its access line. */
export interface AnsweredRequest {
  readonly method: string;
  /** The template of the route; empty where the app has none for it. */
  readonly route: string;
  readonly status: number;
  readonly outcome: Outcome;
  readonly durationMs: number;
}

/** What decides besides the outcome. */
export interface AccessLevelOptions {
  readonly clientErrorLevel: string;
  readonly requestLevel?: ((request: AnsweredRequest) => string | undefined) | undefined;
}

/** The levels of access lines: what the app says, else by the outcome. */
export class AccessLevels {
  constructor(
    private readonly options: AccessLevelOptions,
    private readonly losses: Pick<Losses, 'count'>,
  ) {}

  of(observation: RequestObservation): LevelName {
    const { status, outcome } = observation;
    const { requestLevel, clientErrorLevel } = this.options;
    const chosen = requestLevel && this.ask(requestLevel, observation);
    if (chosen !== undefined) return chosen;
    if (outcome === 'error') return 'error';
    const isOfClient = status >= CLIENT_ERROR && outcome !== 'aborted';
    // The rules of the options let no other text through.
    return isOfClient ? (clientErrorLevel as LevelName) : 'info';
  }

  private ask(
    requestLevel: NonNullable<AccessLevelOptions['requestLevel']>,
    { method, route, status, outcome, durationSeconds }: RequestObservation,
  ): LevelName | undefined {
    try {
      const durationMs = durationSeconds * MS_PER_SECOND;
      const level = requestLevel({ method, route, status, outcome, durationMs });
      if (level === undefined || isLevel(level)) return level;
    } catch {
      // Counted as an answer that is none.
    }
    this.losses.count('logs', 'level');
    return undefined;
  }
}

function isLevel(level: unknown): level is LevelName {
  return typeof level === 'string' && Object.hasOwn(LEVEL_NUMBERS, level);
}
