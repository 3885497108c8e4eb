import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { presentReport } from '../../health';
import type { HealthService } from '../../health';
import { CommandError } from '../terminal/cli.errors';
import type { AppReference } from './app-reference';
import { moduleIn } from './app-reference';

/** The app, started without a server. */
export interface StartedApp {
  /** Its health page, once its clients had a moment to connect. */
  health(): Promise<object>;
  close(): Promise<void>;
}

interface ApplicationContext {
  get(type: unknown, options: { readonly strict: boolean }): unknown;
  close(): Promise<void>;
}

/** Nest of the app, by what is used of it. */
interface NestCore {
  readonly NestFactory: {
    createApplicationContext(module: unknown, options: object): Promise<ApplicationContext>;
  };
}

/** How long an app that has just started may take to become healthy, in milliseconds. */
const SETTLE_WITHIN_MS = 3000;
const ASK_EVERY_MS = 250;

/** Starts the app with the Nest and the library that it would load itself. @throws what the app throws */
export async function startApp({ file, exportName }: AppReference): Promise<StartedApp> {
  const load = createRequire(file);
  const exported = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  const { NestFactory } = load('@nestjs/core') as NestCore;
  const module = await moduleIn(exported, exportName);
  const options = { logger: false, abortOnError: false };
  const app = await NestFactory.createApplicationContext(module, options);
  const health = healthServiceOf(app, load('nestjs-observability') as { HealthService: unknown });
  return { health: () => settledPage(health), close: () => app.close() };
}

function healthServiceOf(
  app: ApplicationContext,
  library: { readonly HealthService: unknown },
): HealthService {
  try {
    return app.get(library.HealthService, { strict: false }) as HealthService;
  } catch {
    throw new CommandError('it does not import ObservabilityModule.');
  }
}

async function settledPage(health: HealthService): Promise<object> {
  const until = performance.now() + SETTLE_WITHIN_MS;
  let report = await health.report();
  while (report.status !== 'healthy' && performance.now() < until) {
    await sleep(ASK_EVERY_MS);
    report = await health.report();
  }
  const { service } = health;
  const all = { allChecks: report.checks, excluded: [], unknown: [] };
  return presentReport({ probe: 'healthz', report, service, now: new Date(), ...all });
}
