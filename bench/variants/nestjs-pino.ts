import { Logger, LoggerModule } from 'nestjs-pino';
import { serve } from '../app/serve';

void serve({
  imports: [LoggerModule.forRoot()],
  nest: { bufferLogs: true },
  prepare: (app) => app.useLogger(app.get(Logger)),
});
