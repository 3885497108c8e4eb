import { isError, messageOf, orAborted, SingleFlight, TimeoutError, withTimeout } from '../../core';
import { roundedMs } from '../../health';
import type { ExternalService, Findings } from '../../health';
import type { SendRequest, ServiceResponse } from './http-requester';

/** The timeout of a service that configures none, in milliseconds. */
export const TIMEOUT_MS = 5000;

const HEADERS = { 'user-agent': 'nestjs-observability', accept: '*/*' };

/** Checks one service, with one request at a time however many probes arrive. */
export class ServiceProbe {
  private readonly request: SingleFlight<ServiceResponse>;

  constructor(
    private readonly service: ExternalService,
    private readonly slowMs: number,
    send: SendRequest,
  ) {
    const { url, method = 'GET', headers } = service;
    const request = { url, method, headers: { ...HEADERS, ...headers } };
    this.request = new SingleFlight((signal) => send(request, signal));
  }

  /** Adds its findings. Never rejects. @param check the timeout of the whole check, and its signal */
  async run(
    findings: Findings,
    check: { readonly signal: AbortSignal; readonly timeoutMs: number },
  ): Promise<void> {
    const { name, timeoutMs = TIMEOUT_MS } = this.service;
    const send = (): Promise<ServiceResponse> => this.request.run();
    try {
      const response = timeoutMs < check.timeoutMs ? withTimeout(send, timeoutMs) : send();
      this.judge(await orAborted(response, check.signal), findings);
    } catch (error) {
      // The connection of a service that does not answer in time is closed.
      if (check.signal.aborted || error instanceof TimeoutError) this.request.abort(error);
      const reason = reasonOf(error);
      findings.note(`${name}_error`, reason).add('degraded', `${name} unreachable: ${reason}`);
    }
  }

  private judge({ status, ms }: ServiceResponse, findings: Findings): void {
    const { name } = this.service;
    findings.note(`${name}_status_code`, status).note(`${name}_response_time_ms`, roundedMs(ms));
    if (!this.isExpected(status)) findings.add('degraded', `${name} returned ${status}`);
    else if (ms > this.slowMs) {
      findings.add('degraded', `${name} is slow (${(ms / 1000).toFixed(2)}s)`);
    }
  }

  private isExpected(status: number): boolean {
    const { expected } = this.service;
    return expected ? expected.includes(status) : status >= 200 && status <= 299;
  }
}

/** The code alone, where there is one: the message contains the address. */
function reasonOf(error: unknown): string {
  const code = isError(error) ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' ? code : messageOf(error);
}
