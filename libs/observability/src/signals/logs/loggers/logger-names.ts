/** The predefined loggers, and the purpose of each. */
export const LOGGER_NAMES = [
  // The default level of the others.
  'root',
  'nest',
  // Access lines, and errors that ended a request.
  'http',
  // Failed and slow queries, and lines of Nest's database modules.
  'database',
  // Attempts at jobs, and lines of Nest's queue modules.
  'queue',
  'health',
  // The app's own lines, through Nest's logger or pino.
  'app',
  // The three of `EventLogger`.
  'business',
  'performance',
  'security',
] as const;

export type LoggerName = (typeof LOGGER_NAMES)[number];

/** The contexts of Nest and its modules; any other line of Nest's logger is the app's. */
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

/** The logger of a line of Nest's logger, by its context. */
export function loggerOfContext(context: string | undefined): LoggerName {
  return BY_CONTEXT.get(context) ?? 'app';
}
