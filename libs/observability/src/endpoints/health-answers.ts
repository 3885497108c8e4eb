import { HEALTH_PRESENTERS, httpStatusOf } from '../health';
import type { HealthFormat, HealthReport, HealthStatus } from '../health';
import type { Answer } from './endpoint';

/** Responses for unauthorised clients, cached: there are as many as statuses and formats. */
export class BareAnswers {
  private readonly made = new Map<string, Answer>();

  of(format: HealthFormat, probe: string, status: HealthStatus): Answer {
    const key = `${format} ${probe} ${status}`;
    const known = this.made.get(key);
    if (known) return known;
    const { contentType, status: present } = HEALTH_PRESENTERS[format];
    const body = Buffer.from(present(status, probe));
    const answer = { status: httpStatusOf(status), contentType, body };
    this.made.set(key, answer);
    return answer;
  }
}

interface Made {
  readonly answer: Answer;
  readonly at: number;
}

/** A report may stay the same for ever, but the timestamp in its response must not. */
const SAME_FOR_MS = 500;

/** Responses with details, cached for the report that they show, however many requests arrive at once. */
export class WholeAnswers {
  private readonly made = new WeakMap<HealthReport, Map<string, Made>>();

  /** @param now in milliseconds; tests pass their own */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** @param key distinguishes the responses of one report */
  of(report: HealthReport, key: string, make: () => Answer): Answer {
    const at = this.now();
    const ofReport = this.made.get(report) ?? new Map<string, Made>();
    this.made.set(report, ofReport);
    const known = ofReport.get(key);
    if (known && at - known.at < SAME_FOR_MS) return known.answer;
    const answer = make();
    ofReport.set(key, { answer, at });
    return answer;
  }
}
