import type { IncomingMessage, ServerResponse } from 'node:http';
import { RequestObservation } from '../../core';
import type { RequestIdOf } from './request-ids';

/** Where a request and its response keep their observation. */
export const OBSERVATION = Symbol('observation');
/** Whether the library answers itself. */
export const IS_OWN = Symbol('own answer');

/** A request that comes by HTTP, with the id that it has so far. */
export class HttpObservation extends RequestObservation {
  id: RequestIdOf | undefined = undefined;
  /** Whether no route of the app has answered: the request came to Nest's own 404. */
  isUnrouted = false;
  /** Where another Express application has the app mounted; '' for an app on its own. */
  entry = '';
  /** Whether the request's body is counted as it comes, since its length was not said before. */
  isChunked = false;
}

/** A request with its observation. */
export interface ObservedRequest extends IncomingMessage {
  [OBSERVATION]?: HttpObservation;
}

/** A response with what the capture keeps on it. */
export interface ObservedResponse extends ServerResponse {
  [OBSERVATION]?: HttpObservation;
  [IS_OWN]?: boolean;
}

/** The observation of a request that is being answered, by the request or its response. */
export function observationOf(
  either: ServerResponse | IncomingMessage,
): HttpObservation | undefined {
  return (either as ObservedRequest | ObservedResponse)[OBSERVATION];
}
