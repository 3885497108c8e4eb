import type { Access } from './access';
import { json } from './endpoint';
import type { Endpoint } from './endpoint';

/** The latest errors of this process, for clients that may see details: they reveal code and users. */
export function errorsEndpoint(page: () => object, access: Access, path: string): Endpoint {
  return {
    path,
    isClosedTo: access.isClosedTo,
    answer: async (request) =>
      (await access.allows(request)) ? json(200, page()) : access.refuse(request),
  };
}
