import type { IncomingMessage } from 'node:http';
import { httpStatusOf, presentReport, presentStatus } from '../health';
import type { HealthReport, HealthService } from '../health';
import type { Access } from './access';
import { json } from './endpoint';
import type { Answer, Endpoint } from './endpoint';
import type { EndpointPaths } from './endpoints.options';
import { describeSystem } from './system';

/** The probes of Kubernetes and the health pages. */
export function healthEndpoints(
  health: HealthService,
  access: Access,
  paths: Required<EndpointPaths>,
): Endpoint[] {
  const details = new HealthPages(health, access);
  return [
    { path: paths.live, answer: async () => probe(await health.live()) },
    { path: paths.ready, answer: async () => probe(await health.ready()) },
    { path: paths.startup, answer: () => startup(health.hasStarted) },
    { path: paths.health, answer: (request) => details.health(request) },
    { path: paths.detail, answer: (request) => details.detail(request) },
  ];
}

function probe(report: HealthReport): Answer {
  return json(httpStatusOf(report.status), presentStatus(report));
}

function startup(hasStarted: boolean): Answer {
  return probe({ status: hasStarted ? 'healthy' : 'unhealthy' } as HealthReport);
}

/** The pages whose details are not for everybody. */
class HealthPages {
  constructor(
    private readonly service: HealthService,
    private readonly access: Access,
  ) {}

  async health(request: IncomingMessage): Promise<Answer> {
    const report = await this.service.report();
    const isAllowed = await this.access.allows(request);
    const body = isAllowed ? this.present(report) : presentStatus(report);
    return json(httpStatusOf(report.status), body);
  }

  async detail(request: IncomingMessage): Promise<Answer> {
    if (!(await this.access.allows(request))) return this.access.refusal;
    const report = await this.service.report();
    return json(httpStatusOf(report.status), { ...this.present(report), ...describeSystem() });
  }

  private present(report: HealthReport): object {
    return presentReport(report, this.service.service, new Date());
  }
}
