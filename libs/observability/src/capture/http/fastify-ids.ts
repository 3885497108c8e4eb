/** What of a Fastify instance says how it makes ids. */
interface FastifyInstance {
  readonly genReqId?: { readonly name: string };
  readonly initialConfig?: { readonly requestIdHeader?: unknown };
}

/** Fastify's own function that makes ids. */
const DEFAULT = 'defaultGenReqId';
/** `req-1`, `req-2`, …, in base 36. */
const COUNTED = /^req-[\da-z]{1,6}$/;

/**
 * Distinguishes the ids that Fastify counts, which are the same in each process and go to no client, from those that the app
 * makes (`genReqId`) or takes from a header (`requestIdHeader`).
 */
export function fastifyCounter(instance: FastifyInstance): (id: string) => boolean {
  return (id) => {
    // Read late: `setGenReqId` may change it until the app starts.
    if (instance.genReqId?.name === DEFAULT) return true;
    const hasHeader = Boolean(instance.initialConfig?.requestIdHeader);
    return hasHeader && COUNTED.test(id);
  };
}
