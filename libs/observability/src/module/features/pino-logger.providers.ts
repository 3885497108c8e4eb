import { Scope } from '@nestjs/common';
import type { DynamicModule, Provider } from '@nestjs/common';
import { loadNestjsPino, Logs, ownPinoLogger } from '../../signals/logs';
import type { NestjsPino } from '../../signals/logs';

/**
 * If the app has nestjs-pino, its loggers write to the library's pino instance, each to that of its app.
 * Its middleware is not mounted: it would create a child logger and a second AsyncLocalStorage per request.
 */
export function pinoLoggerModules(): DynamicModule[] {
  const nestjsPino = loadNestjsPino();
  if (!nestjsPino) return [];
  const { LoggerModule, PinoLogger } = nestjsPino;
  const made = LoggerModule.forRootAsync({
    inject: [Logs],
    useFactory: (logs: Logs) => ({ pinoHttp: { logger: logs.logger }, forRoutes: [] }),
  });
  const own = ownProvider(nestjsPino);
  const providers = made.providers?.map((one) => (one === PinoLogger ? own : one));
  return [{ ...made, ...(providers && { providers }) }];
}

function ownProvider(nestjsPino: NestjsPino): Provider {
  return {
    provide: nestjsPino.PinoLogger,
    scope: Scope.TRANSIENT,
    inject: [Logs],
    useFactory: ({ logger }: Logs) => ownPinoLogger(nestjsPino, logger),
  };
}
