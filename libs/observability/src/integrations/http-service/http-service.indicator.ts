import { isError, messageOf } from '../../core';
import { Findings, roundedMs } from '../../health';
import type { ExternalService, Finding, HealthIndicator } from '../../health';

const TIMEOUT_MS = 5000;
const SLOW_MS = 2000;

/**
 * Outside services answer 2xx within two seconds; anything else is degraded, since the app cannot
 * mend them. Redirects are not followed: an address is fixed when the app starts.
 */
export class HttpServiceIndicator implements HealthIndicator {
  readonly critical = false;
  readonly statusWhenLate = 'degraded';
  readonly timeoutMs: number;

  constructor(
    private readonly services: readonly ExternalService[],
    readonly name = 'external_services',
  ) {
    // Each service has its own limit; this one only has to be longer than all of them.
    this.timeoutMs = Math.max(...services.map(({ timeoutMs = TIMEOUT_MS }) => timeoutMs)) + 100;
  }

  async check(signal: AbortSignal): Promise<Finding> {
    const findings = new Findings();
    await Promise.all(this.services.map((service) => ask(service, signal, findings)));
    return findings.toFinding('All external services healthy');
  }
}

async function ask(
  { name, url, timeoutMs = TIMEOUT_MS }: ExternalService,
  signal: AbortSignal,
  findings: Findings,
): Promise<void> {
  const limit = abortAfter(timeoutMs, signal);
  const startedAt = performance.now();
  try {
    const response = await fetch(url, { signal: limit.signal, redirect: 'manual' });
    const ms = performance.now() - startedAt;
    void response.body?.cancel().catch(() => undefined);
    findings
      .note(`${name}_status_code`, response.status)
      .note(`${name}_response_time_ms`, roundedMs(ms));
    if (!response.ok) findings.add('degraded', `${name} returned ${response.status}`);
    else if (ms > SLOW_MS) findings.add('degraded', `${name} is slow (${(ms / 1000).toFixed(2)}s)`);
  } catch (error) {
    findings.add('degraded', `${name} unreachable: ${reasonOf(error)}`);
  } finally {
    limit.clear();
  }
}

/** Own timer and listener, both taken away at the end: AbortSignal.any leaks (terminus#2767). */
function abortAfter(
  milliseconds: number,
  outer: AbortSignal,
): { readonly signal: AbortSignal; clear(): void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = setTimeout(abort, milliseconds);
  outer.addEventListener('abort', abort);
  return {
    signal: controller.signal,
    clear: () => {
      clearTimeout(timer);
      outer.removeEventListener('abort', abort);
    },
  };
}

/** fetch says "fetch failed" and hides the reason in the cause. */
function reasonOf(error: unknown): string {
  const cause = isError(error) ? error.cause : undefined;
  const code = (cause as { code?: unknown } | undefined)?.code;
  if (typeof code === 'string') return code;
  return messageOf(error);
}
