import { setMaxListeners } from 'node:events';
import { withTimeout } from '../../core';
import { Findings } from '../../health';
import type { ExternalService, Finding, HealthIndicator } from '../../health';
import { EXTERNAL_SERVICES_DEFAULTS } from './external-services.options';
import type { ExternalServicesOptions } from './external-services.options';
import { httpRequester } from './http-requester';
import { ServiceProbe, TIMEOUT_MS } from './service-probe';

/**
 * External services respond with 2xx within two seconds; anything else is degraded, because the app
 * cannot repair them. Redirects are not followed: addresses are fixed when the app starts.
 */
export class HttpServiceIndicator implements HealthIndicator {
  readonly critical = false;
  readonly statusWhenLate = 'degraded';
  readonly timeoutMs: number;
  private readonly probes: readonly ServiceProbe[];

  constructor(
    services: readonly ExternalService[],
    readonly name = 'external_services',
    { slowMs = EXTERNAL_SERVICES_DEFAULTS.slowMs }: ExternalServicesOptions = {},
    /** How requests are sent; the specs replace it. */
    requesterFor = httpRequester,
  ) {
    // The slowest service may take as long as the check; the others have their own, shorter timeout.
    this.timeoutMs = Math.max(...services.map(({ timeoutMs = TIMEOUT_MS }) => timeoutMs));
    this.probes = services.map(
      (service) => new ServiceProbe(service, slowMs, requesterFor(service.url)),
    );
  }

  /** @param signal that of the checker; without one, the check has its own timeout */
  check(signal?: AbortSignal): Promise<Finding> {
    return signal
      ? this.checkAll(signal)
      : withTimeout((own) => this.checkAll(own), this.timeoutMs);
  }

  private async checkAll(signal: AbortSignal): Promise<Finding> {
    const findings = new Findings();
    // Each service adds a listener until it has answered; this is no leak, however many there are.
    setMaxListeners(0, signal);
    await Promise.all(
      this.probes.map((probe) => probe.run(findings, { signal, timeoutMs: this.timeoutMs })),
    );
    return findings.toFinding('All external services healthy');
  }
}
