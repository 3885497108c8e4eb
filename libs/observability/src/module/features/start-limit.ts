import type { ModulesContainer } from '@nestjs/core';
import type { Logs } from '../../signals/logs';
import { pendingProviders } from './pending-providers';

const LIMIT_MS = 30_000;
const MS_PER_SECOND = 1000;
const MAX_NAMES = 5;
const ADVICE =
  'A server that it connects to may not respond: set a timeout on the client, and a startup probe in the orchestrator.';

/**
 * Warns once if the app has not started within 30 seconds, and names what it is waiting for. A start
 * that hangs raises no error: a client without a timeout waits for its server silently.
 */
export class StartLimit {
  private readonly timer: NodeJS.Timeout;
  private isInHooks = false;

  constructor(
    private readonly logs: Logs,
    private readonly modules: ModulesContainer,
  ) {
    this.timer = setTimeout(() => this.warn(), LIMIT_MS).unref();
  }

  /** The providers are created; the hooks of the app run next. */
  enterHooks(): void {
    this.isInHooks = true;
  }

  /** The app has started, or is shutting down. */
  end(): void {
    clearTimeout(this.timer);
  }

  /** No warning for a container that was created and never started, as in unit tests. */
  private warn(): void {
    const waits = this.isInHooks ? 'a hook of the app that does not finish' : this.pending();
    if (waits === '') return;
    const text = `The app has not started within ${LIMIT_MS / MS_PER_SECOND} s: it is waiting for ${waits}. ${ADVICE}`;
    // Not with Nest's logger, which may buffer its lines until the start has finished.
    this.logs.loggers.get('nest').warn({ context: 'Observability' }, text);
  }

  private pending(): string {
    const names = pendingProviders(this.modules);
    const more = names.length > MAX_NAMES ? ' and others' : '';
    return names.slice(0, MAX_NAMES).join(', ') + more;
  }
}
