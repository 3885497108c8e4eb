import { setMaxListeners } from 'node:events';
import { Findings } from '../../health';
import type { ExternalService, Finding, HealthIndicator } from '../../health';
import { EXTERNAL_SERVICES_DEFAULTS } from './external-services.options';
import type { ExternalServicesOptions } from './external-services.options';
import { httpAsker } from './http-request';
import { ServiceQuestion, TIMEOUT_MS } from './service-question';

/**
 * Outside services answer 2xx within two seconds; anything else is degraded, since the app cannot
 * mend them. Redirects are not followed: an address is fixed when the app starts.
 */
export class HttpServiceIndicator implements HealthIndicator {
  readonly critical = false;
  readonly statusWhenLate = 'degraded';
  readonly timeoutMs: number;
  private readonly questions: readonly ServiceQuestion[];

  constructor(
    services: readonly ExternalService[],
    readonly name = 'external_services',
    { slowMs = EXTERNAL_SERVICES_DEFAULTS.slowMs }: ExternalServicesOptions = {},
    /** How a service is requested; the specs replace it. */
    askerFor = httpAsker,
  ) {
    // Each service has its own limit; this one only has to be longer than all of them.
    this.timeoutMs = Math.max(...services.map(({ timeoutMs = TIMEOUT_MS }) => timeoutMs)) + 100;
    this.questions = services.map(
      (service) => new ServiceQuestion(service, slowMs, askerFor(service.url)),
    );
  }

  async check(signal: AbortSignal): Promise<Finding> {
    const findings = new Findings();
    // Each service listens to it until it has answered; that is no leak, however many they are.
    setMaxListeners(0, signal);
    await Promise.all(this.questions.map((question) => question.answer(signal, findings)));
    return findings.toFinding('All external services healthy');
  }
}
