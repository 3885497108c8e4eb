/** The loggers that are always there, and what each of them is for. */
export const LOGGER_NAMES = [
  // What the others follow while they have no level of their own.
  'root',
  'nest',
  // Access lines, and errors that ended a request.
  'http',
  // Failed and slow queries, and what Nest's database modules say.
  'database',
  // Attempts at jobs, and what Nest's queue modules say.
  'queue',
  'health',
  // The app's own lines, by Nest's logger or by pino.
  'app',
  // The three of `EventLogger`.
  'business',
  'performance',
  'security',
] as const;

export type LoggerName = (typeof LOGGER_NAMES)[number];

/** The names under which Nest and its modules log; whatever else comes by Nest's logger is the app's. */
const CONTEXTS: Partial<Record<LoggerName, readonly string[]>> = {
  nest: [
    'ExceptionFilter',
    'ExceptionHandler',
    'ExceptionsHandler',
    'ExpressAdapter',
    'FastifyAdapter',
    'Injector',
    'InstanceLoader',
    'InstanceWrapper',
    'LegacyRouteConverter',
    'MiddlewareModule',
    'NestApplication',
    'NestApplicationContext',
    'NestFactory',
    'NestMicroservice',
    // The library's own warnings.
    'Observability',
    'ObservabilityModule',
    'PackageLoader',
    'RouterExplorer',
    'RouterResponseController',
    'RoutesResolver',
    'RpcExceptionsHandler',
    'Scheduler',
    'Server',
    'StreamableFile',
    'WebSocketsController',
    'WsExceptionsHandler',
  ],
  database: ['DataSourceNameRegistry', 'MongooseModule', 'SequelizeModule', 'TypeOrmModule'],
  queue: ['BullExplorer', 'BullModule', 'BullRegistrar'],
};

const BY_CONTEXT = new Map<string | undefined, LoggerName>(
  Object.entries(CONTEXTS).flatMap(([name, contexts]) =>
    contexts.map((context): [string, LoggerName] => [context, name as LoggerName]),
  ),
);

/** The logger of a line that came by Nest's own, by the context that it names. */
export function loggerOfContext(context: string | undefined): LoggerName {
  return BY_CONTEXT.get(context) ?? 'app';
}
