import type { GraphqlOperation } from '../../core';
import { operationIn } from './graphql-document';
import type { HttpObservation } from './observed-response';
import type { RouteNamer } from './route-namer';

/** GraphQL's grammar; no app has longer names. */
const NAME = /^[_A-Za-z]\w{0,99}$/;

/** What a client sends, as body or as parameters. */
interface SentDocument {
  readonly query?: unknown;
  readonly operationName?: unknown;
}

/** Names routes, and of the requests to GraphQL the operation as well; made only where there is GraphQL. */
export class GraphqlNamer implements RouteNamer {
  private readonly paths: ReadonlySet<string>;

  /** @param paths the routes that GraphQL answers at */
  constructor(
    private readonly routes: RouteNamer,
    paths: readonly string[],
  ) {
    this.paths = new Set(paths);
  }

  nameOf(observation: HttpObservation): string {
    const route = this.routes.nameOf(observation);
    if (this.paths.has(route)) observation.graphql = operationOf(documentOf(observation));
    return route;
  }
}

/** Parsers leave no body, or an empty one, where there was none. */
function documentOf({ framework, request }: HttpObservation): SentDocument {
  const { originalUrl = request.url ?? '', body } = framework;
  const { query, operationName } = (body ?? {}) as SentDocument;
  if (query !== undefined || operationName !== undefined) return { query, operationName };
  const parameters = new URLSearchParams(originalUrl.slice(originalUrl.indexOf('?') + 1));
  return Object.fromEntries(parameters);
}

function operationOf({ query, operationName }: SentDocument): GraphqlOperation | undefined {
  const wanted = isName(operationName) ? operationName : undefined;
  const found = typeof query === 'string' ? operationIn(query, wanted) : undefined;
  const name = found ? found.name : wanted;
  const operation = { type: found?.type, name: isName(name) ? name : undefined };
  return operation.type === undefined && operation.name === undefined ? undefined : operation;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && NAME.test(value);
}
