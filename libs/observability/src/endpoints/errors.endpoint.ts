import type { Access } from './access';
import { json } from './endpoint';
import type { Endpoint } from './endpoint';

/** The errors that this process met last, for who may see details: they tell of code and of users. */
export function errorsEndpoint(page: () => object, access: Access, path: string): Endpoint {
  return {
    path,
    isClosedTo: access.isClosedTo,
    answer: async (request) =>
      (await access.allows(request)) ? json(200, page()) : access.refuse(request),
  };
}
