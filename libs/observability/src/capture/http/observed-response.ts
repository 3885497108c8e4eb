import type { ServerResponse } from 'node:http';
import { RequestObservation } from '../../core';
import type { RequestIdOf } from './request-ids';

/** Where a response keeps the observation of its request. */
export const OBSERVATION = Symbol('observation');
/** Whether the library answers itself. */
export const IS_OWN = Symbol('own answer');

/** A request that comes by HTTP, with the id that it has so far. */
export class HttpObservation extends RequestObservation {
  id: RequestIdOf | undefined = undefined;
}

/** A response with what the capture keeps on it. */
export interface ObservedResponse extends ServerResponse {
  [OBSERVATION]?: HttpObservation;
  [IS_OWN]?: boolean;
}

/** The observation of the request that is being answered. */
export function observationOf(response: ServerResponse): HttpObservation | undefined {
  return (response as ObservedResponse)[OBSERVATION];
}
