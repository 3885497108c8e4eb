import type { IncomingMessage } from 'node:http';
import type { ServiceIdentity } from '../core';
import { HEALTH_PRESENTERS, httpStatusOf } from '../health';
import type {
  CheckHistory,
  CheckResult,
  HealthFormat,
  HealthReport,
  ShownAvailability,
  ShownHealth,
} from '../health';
import type { Access } from './access';
import { json } from './endpoint';
import type { Answer, Endpoint } from './endpoint';
import { BareAnswers, WholeAnswers } from './health-answers';
import { excludeChecks, onlyCheck, presentOne } from './health-parts';
import { healthQueryOf } from './health-query';
import type { HealthQuery } from './health-query';

/** The content of one page. */
export interface HealthPageSource {
  readonly path: string;
  /** The page as Kubernetes names it, in the last line of its text. */
  readonly probe: string;
  /** Whether clients that may see details get them by default. */
  readonly isDetailed: boolean;
  check(): HealthReport | Promise<HealthReport>;
  /** The report when only these checks count. */
  evaluate(checks: readonly CheckResult[]): HealthReport;
  /** The app's own availability, where that counts. */
  availability?(): ShownAvailability | undefined;
  /** The group with that name below the path; undefined if there is none. */
  group?(name: string): HealthPageSource | undefined;
}

/** Dependencies shared by all pages. */
export interface HealthPageParts {
  readonly service: ServiceIdentity;
  readonly history: { of(name: string): CheckHistory | undefined };
  readonly access: Access;
}

const NOT_FOUND = json(404, { error: 'Not found' });

/** The health pages. Unauthorised clients see the status of a page or of a group, and no check at all. */
export class HealthPages {
  private readonly bare = new BareAnswers();
  private readonly whole = new WholeAnswers();

  constructor(private readonly parts: HealthPageParts) {}

  /** The page of a source and its parts. @param requested called for each request, before it is answered */
  endpoint(source: HealthPageSource, requested?: (request: IncomingMessage) => void): Endpoint {
    return {
      path: source.path,
      hasParts: true,
      answer: (request) => {
        requested?.(request);
        return this.answer(source, request);
      },
    };
  }

  answer(source: HealthPageSource, request: IncomingMessage): Promise<Answer> {
    const query = healthQueryOf(request, source.path);
    const { part } = query;
    if (part === undefined) return this.page(source, query, request);
    const group = source.group?.(part);
    return group ? this.page(group, query, request) : this.check(source, query, request);
  }

  private async page(
    source: HealthPageSource,
    query: HealthQuery,
    request: IncomingMessage,
  ): Promise<Answer> {
    const isForDetails = source.isDetailed || query.isForDetails;
    const needsAccess = isForDetails || query.exclude.length > 0;
    const [isAllowed, report] = await Promise.all([
      needsAccess && this.parts.access.allows(request),
      source.check(),
    ]);
    if (!isAllowed) return this.bare.of(query.format, source.probe, report.status);
    const shown = this.shown(source, report, query.exclude);
    return isForDetails
      ? this.detailed(shown, query.format)
      : this.bare.of(query.format, source.probe, shown.report.status);
  }

  /** Callers that may not see details do not learn whether a check of that name exists. */
  private async check(
    source: HealthPageSource,
    { part = '', format }: HealthQuery,
    request: IncomingMessage,
  ): Promise<Answer> {
    if (!(await this.parts.access.allows(request))) {
      this.parts.access.refuse(request);
      return NOT_FOUND;
    }
    const { checks } = await source.check();
    const check = checks.find(({ name }) => name === part);
    if (!check) return json(404, { error: 'Not found', checks: checks.map(({ name }) => name) });
    const alone = { ...source, availability: undefined };
    if (format !== 'json') return this.detailed(this.shown(alone, onlyCheck(check), []), format);
    return json(httpStatusOf(check.status), presentOne(check, this.parts.history.of(part)));
  }

  /** One shared body for the same report; not for requests that exclude checks. */
  private detailed(shown: ShownHealth, format: HealthFormat): Answer {
    const { report, allChecks, unknown, probe, availability } = shown;
    const make = (): Answer => answerOf(shown, format);
    const isPlain = allChecks.length === report.checks.length && unknown.length === 0;
    const key = `${format} ${probe} ${availability?.state} ${availability?.reason}`;
    return isPlain ? this.whole.of(report, key, make) : make();
  }

  private shown(
    source: HealthPageSource,
    report: HealthReport,
    exclude: readonly string[],
  ): ShownHealth {
    const counted = excludeChecks(report, exclude, (checks) => source.evaluate(checks));
    return {
      probe: source.probe,
      allChecks: report.checks,
      availability: source.availability?.(),
      service: this.parts.service,
      now: new Date(),
      ...counted,
    };
  }
}

function answerOf(shown: ShownHealth, format: HealthFormat): Answer {
  const { contentType, whole } = HEALTH_PRESENTERS[format];
  const body = Buffer.from(whole(shown));
  return { status: httpStatusOf(shown.report.status), contentType, body };
}
