import { Inject, Injectable } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { MonitoredExplorer } from '../../capture/method';
import { Observer } from '../../core';
import { EndpointTable, ManagementServer } from '../../endpoints';
import { HealthService } from '../../health';
import { Shutdown } from '../../lifecycle';
import { AppCaptures } from '../../signals/errors';
import type { ErrorSink } from '../../signals/errors';
import {
  addLiveLogs,
  beginLiveLogs,
  handOverRoot,
  Logs,
  newestLiveLogs,
  removeLiveLogs,
} from '../../signals/logs';
import type { LiveLogs } from '../../signals/logs';
import { AccessWiring } from './access-wiring';
import { RouteConflictsWiring } from './route-conflicts-wiring';
import { CaptureWiring } from './capture-wiring';
import { HealthSignalsWiring } from './health-signals-wiring';
import { loadForFirstUse } from './first-use';
import { HealthWiring } from './health-wiring';
import { IntegrationWiring } from './integration-wiring';
import { ConfiguredTwiceError } from '../options/module.errors';
import { LoggerModuleWiring } from './logger-module-wiring';
import { MetricsWiring } from './metrics-wiring';
import { flushNestLines, giveNestLinesBack, takeNestLines } from './nest-logger-switch';
import { warnOfPlatform } from '../options/platform-environment';
import { ProcessWiring } from './process-wiring';
import type { ResolvedOptions } from '../options/resolve-options';
import { StartLimit } from './start-limit';
import { watchTerminusChecks } from './terminus-checks';
import { quietTerminus } from './terminus-logger';
import { TracesWiring } from './traces-wiring';
import { ERROR_SINK, MANAGEMENT_SERVER, OPTIONS } from '../options/tokens';

const FLUSH_LIMIT_MS = 2000;
const FIRST_CHECK_MS = 1000;

/** Starts and stops the parts of the library, in the order that Nest's start requires. */
@Injectable()
export class Startup {
  private hasBegun = false;
  private firstCheck: NodeJS.Timeout | undefined;
  private endTerminusChecks: (() => void) | undefined;
  private readonly live: LiveLogs;

  constructor(
    @Inject(OPTIONS) private readonly options: ResolvedOptions,
    @Inject(ERROR_SINK) private readonly sink: ErrorSink | undefined,
    private readonly logs: Logs,
    observer: Observer,
    private readonly methods: MonitoredExplorer,
    private readonly captures: CaptureWiring,
    private readonly integrations: IntegrationWiring,
    private readonly traces: TracesWiring,
    private readonly process: ProcessWiring,
    private readonly metrics: MetricsWiring,
    @Inject(MANAGEMENT_SERVER) private readonly management: ManagementServer | undefined,
    private readonly endpoints: EndpointTable,
    private readonly health: HealthService,
    private readonly healthWiring: HealthWiring,
    private readonly healthSignals: HealthSignalsWiring,
    private readonly shutdown: Shutdown,
    private readonly routeConflicts: RouteConflictsWiring,
    private readonly access: AccessWiring,
    private readonly modules: ModulesContainer,
    private readonly startLimit: StartLimit,
    private readonly loggerModule: LoggerModuleWiring,
    private readonly appCaptures: AppCaptures,
  ) {
    const { replaceNestLogger: hasNestLines } = options.logs;
    const { logger, loggers, redactor } = logs;
    this.live = { logger, loggers, redactor, owner: observer, hasNestLines };
    addLiveLogs(this.live);
    if (hasNestLines) takeNestLines();
  }

  /**
   * Wraps methods, filters, queues and the server. It must run before Nest registers routes, because
   * they keep references to the methods and filters.
   * @param moduleType detects whether the app imports the module more than once
   */
  begin(moduleType: unknown): void {
    if (this.hasBegun) return;
    this.hasBegun = true;
    try {
      this.wire(moduleType);
    } catch (error) {
      this.release();
      throw error;
    }
  }

  private wire(moduleType: unknown): void {
    beginLiveLogs(this.live);
    this.startLimit.enterHooks();
    const own = [...this.modules.values()].filter(({ metatype }) => metatype === moduleType);
    if (own.length > 1) throw ConfiguredTwiceError.create();
    if (this.options.logs.replaceNestLogger) quietTerminus(this.modules);
    this.endTerminusChecks = watchTerminusChecks(this.modules);
    this.methods.explore();
    this.integrations.wire();
    this.healthWiring.wire();
    this.metrics.wire();
    this.healthSignals.wire();
    this.appCaptures.start();
    this.captures.start(this.endpoints.handle);
  }

  /** The app has started: its own routes are known. @throws ManagementPortError */
  async ready(): Promise<void> {
    this.startLimit.end();
    try {
      await this.open();
    } catch (error) {
      this.release();
      throw error;
    }
  }

  private async open(): Promise<void> {
    loadForFirstUse();
    await this.management?.start();
    await this.metrics.open();
    this.captures.ready();
    this.routeConflicts.yieldToApp();
    this.logs.open();
    flushNestLines();
    warnOfPlatform(this.options.platform);
    this.loggerModule.announce();
    this.access.announce();
    this.healthWiring.start();
    this.healthSignals.start();
    this.checkSoon();
  }

  /** Flushes the remaining telemetry. */
  async end(): Promise<void> {
    clearTimeout(this.firstCheck);
    flushNestLines();
    this.startLimit.end();
    this.healthSignals.stop();
    this.healthWiring.stop();
    this.management?.stop();
    this.access.end();
    this.release();
    this.metrics.stop();
    await Promise.all([this.sink?.flush(FLUSH_LIMIT_MS), this.traces.end(FLUSH_LIMIT_MS)]);
    this.process.end();
    this.leaveProcess();
    await this.logs.flush(FLUSH_LIMIT_MS);
    this.integrations.end();
    this.shutdown.stop();
    this.logs.close();
  }

  /** Unwraps the app's methods, on shutdown or after a failed start. */
  private release(): void {
    this.captures.stop();
    this.methods.end();
    this.endTerminusChecks?.();
    this.appCaptures.stop();
  }

  /** Hands process-wide resources over to the remaining apps. */
  private leaveProcess(): void {
    removeLiveLogs(this.live);
    giveNestLinesBack();
    handOverRoot(this.logs.logger, newestLiveLogs()?.logger);
  }

  /**
   * Checks the dependencies once without a request, so that the log names the missing ones; soon
   * after the start, since clients and workers take a moment to connect.
   */
  private checkSoon(): void {
    this.firstCheck = setTimeout(() => void this.health.report(), FIRST_CHECK_MS);
    this.firstCheck.unref();
  }
}
