import type { IncomingMessage } from 'node:http';
import type { HttpOrigin } from './http-origin';
import { correctedHeader, lateHeader } from './late-header';
import { OBSERVATION } from './observed-response';
import type { ObservedResponse } from './observed-response';

/** Sends each client the id of its request, the one that the request has when the response begins. */
export class RequestIdHeader {
  private readonly writeLate: ReturnType<typeof lateHeader>;
  private readonly writeCorrected: ReturnType<typeof correctedHeader>;

  constructor(
    private readonly name: string,
    /** Whether the framework hands all headers of a response over at once. */
    private readonly headersComeAtOnce: boolean,
  ) {
    this.writeLate = lateHeader(name, settledId);
    this.writeCorrected = correctedHeader(name, settledId);
  }

  /**
   * To be called when the request begins.
   * @param isReplaceable whether the response's methods may be replaced
   */
  prepare(
    { id, observation }: HttpOrigin,
    { httpVersionMajor }: IncomingMessage,
    response: ObservedResponse,
    isReplaceable: boolean,
  ): void {
    if (isReplaceable && this.headersComeAtOnce && httpVersionMajor === 1) {
      response.writeHead = this.writeLate;
      return;
    }
    id.echoed = observation?.context.requestId ?? '';
    response.setHeader(this.name, id.echoed);
    if (isReplaceable) response.writeHead = this.writeCorrected;
  }
}

/** The id that the client gets; from now on the request keeps it. */
function settledId(response: ObservedResponse, written: unknown): string | undefined {
  const observation = response[OBSERVATION];
  return observation?.id?.settleIn(observation, written);
}
