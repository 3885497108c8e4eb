import { Inject, Injectable, Logger } from '@nestjs/common';
import { HttpAdapterHost, ModulesContainer } from '@nestjs/core';
import { MonitoredExplorer } from '../capture/method';
import { EndpointTable, ManagementServer } from '../endpoints';
import { HealthService } from '../health';
import type { ErrorSink } from '../signals/errors';
import { Logs } from '../signals/logs';
import { appHasRoute } from './app-routes';
import { CaptureWiring } from './capture.wiring';
import { IntegrationWiring } from './integration.wiring';
import { ConfiguredTwiceError } from './module.errors';
import { MetricsWiring } from './metrics.wiring';
import { NestLoggerSwitch } from './nest-logger.switch';
import { ProcessWiring } from './process.wiring';
import type { ResolvedOptions } from './resolve-options';
import { TracesWiring } from './traces.wiring';
import { ERROR_SINK, MANAGEMENT_SERVER, OPTIONS } from './tokens';

const FLUSH_LIMIT_MS = 2000;
const FIRST_QUESTION_MS = 1000;

/** Starts and stops everything, in the order that Nest's own start needs. */
@Injectable()
export class Startup {
  private hasBegun = false;
  private firstQuestion: NodeJS.Timeout | undefined;
  private readonly nestLogger: NestLoggerSwitch;

  constructor(
    @Inject(OPTIONS) private readonly options: ResolvedOptions,
    @Inject(ERROR_SINK) private readonly sink: ErrorSink | undefined,
    private readonly logs: Logs,
    private readonly methods: MonitoredExplorer,
    private readonly captures: CaptureWiring,
    private readonly integrations: IntegrationWiring,
    private readonly traces: TracesWiring,
    private readonly process: ProcessWiring,
    private readonly metrics: MetricsWiring,
    @Inject(MANAGEMENT_SERVER) private readonly management: ManagementServer | undefined,
    private readonly endpoints: EndpointTable,
    private readonly health: HealthService,
    private readonly adapters: HttpAdapterHost,
    private readonly modules: ModulesContainer,
  ) {
    this.nestLogger = new NestLoggerSwitch(logs.loggers);
    if (options.logs.replaceNestLogger) this.nestLogger.on();
  }

  /**
   * Wraps methods, filters, queues and the server. It must be done before Nest registers routes,
   * since they hold on to the methods and filters that they meet.
   * @param moduleType to see whether the app imports the module more than once
   */
  begin(moduleType: unknown): void {
    if (this.hasBegun) return;
    this.hasBegun = true;
    const own = [...this.modules.values()].filter(({ metatype }) => metatype === moduleType);
    if (own.length > 1) throw ConfiguredTwiceError.create();
    this.methods.explore();
    this.integrations.wire();
    this.metrics.wire();
    this.captures.start(this.endpoints.handle);
    this.health.useLiveness(this.options.health.liveness);
  }

  /** The app has started: its own routes are known. @throws ManagementPortError */
  async ready(): Promise<void> {
    await this.management?.start();
    await this.metrics.open();
    this.yieldToApp();
    this.logs.open();
    this.health.started();
    this.askSoon();
  }

  /** Delivers what is left. */
  async end(): Promise<void> {
    clearTimeout(this.firstQuestion);
    this.management?.stop();
    this.captures.stop();
    this.metrics.stop();
    await Promise.all([this.sink?.flush(FLUSH_LIMIT_MS), this.traces.end(FLUSH_LIMIT_MS)]);
    this.process.end();
    this.nestLogger.off();
    await this.logs.flush(FLUSH_LIMIT_MS);
    this.logs.close();
  }

  /**
   * Asks the dependencies once without being asked, so that the log says what is missing; soon
   * after the start, since clients and workers take a moment to connect.
   */
  private askSoon(): void {
    this.firstQuestion = setTimeout(() => void this.health.report(), FIRST_QUESTION_MS);
    this.firstQuestion.unref();
  }

  /** Where the app has a route of its own, ours stands back and says so. */
  private yieldToApp(): void {
    const { httpAdapter } = this.adapters;
    if (!httpAdapter) return;
    for (const path of this.endpoints.paths.filter((own) => appHasRoute(httpAdapter, own))) {
      this.endpoints.yieldTo(path);
      new Logger('ObservabilityModule').warn(
        `The app has a route GET ${path} of its own, which is kept; the library's is not served. ` +
          'Set endpoints.paths to serve it at another path.',
      );
    }
  }
}
