import { isError, messageOf } from '../../core';
import { roundedMs } from '../../health';
import type { ExternalService, Findings } from '../../health';
import { SingleQuestion } from '../asking/single-question';
import { NoAnswer, withinLimit } from '../asking/within-limit';
import type { AskHttp, HttpAnswer } from './http-request';

/** How long a service may take that has no limit of its own, in milliseconds. */
export const TIMEOUT_MS = 5000;

const HEADERS = { 'user-agent': 'nestjs-observability', accept: '*/*' };

/** Asks one service, once at a time however many probes come. */
export class ServiceQuestion {
  private readonly question: SingleQuestion<HttpAnswer>;

  constructor(
    private readonly service: ExternalService,
    private readonly slowMs: number,
    ask: AskHttp,
  ) {
    const { url, method = 'GET', headers } = service;
    const put = { url, method, headers: { ...HEADERS, ...headers } };
    this.question = new SingleQuestion((signal) => ask(put, signal));
  }

  /** Adds what it notices. Never rejects. @param signal aborted when the whole check is over */
  async answer(signal: AbortSignal, findings: Findings): Promise<void> {
    const { name, timeoutMs = TIMEOUT_MS } = this.service;
    try {
      this.judge(await withinLimit(this.question.ask(), timeoutMs, signal), findings);
    } catch (error) {
      // The connection of a service that does not answer is closed.
      if (error instanceof NoAnswer) this.question.timeIsOver(error);
      const reason = reasonOf(error);
      findings.note(`${name}_error`, reason).add('degraded', `${name} unreachable: ${reason}`);
    }
  }

  private judge({ status, ms }: HttpAnswer, findings: Findings): void {
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

/** The code alone, where there is one: the text beside it names the address. */
function reasonOf(error: unknown): string {
  const code = isError(error) ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' ? code : messageOf(error);
}
