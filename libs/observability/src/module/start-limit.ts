import type { ModulesContainer } from '@nestjs/core';
import type { Logs } from '../signals/logs';
import { pendingProviders } from './pending-providers';

const LIMIT_MS = 30_000;
const MS_PER_SECOND = 1000;
const MAX_NAMES = 5;
const ADVICE =
  'Whatever it asks does not answer: give that client a time limit, and the orchestrator a startup probe.';

/**
 * Says once that the app has not started within 30 seconds, and what it waits for. A start that
 * never ends fails nowhere: a client without a time limit waits for its server in silence.
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

  /** The providers are made; what comes now are the hooks of the app. */
  enterHooks(): void {
    this.isInHooks = true;
  }

  /** The app has started, or ends. */
  end(): void {
    clearTimeout(this.timer);
  }

  /** Nothing is said of a container that was made and never started, as unit tests do. */
  private warn(): void {
    const waits = this.isInHooks ? 'a hook of the app that does not end' : this.pending();
    if (waits === '') return;
    const text = `The app has not started within ${LIMIT_MS / MS_PER_SECOND} s: it waits for ${waits}. ${ADVICE}`;
    // Not by Nest's logger, which may keep its lines until the start has ended.
    this.logs.loggers.get('nest').warn({ context: 'Observability' }, text);
  }

  private pending(): string {
    const names = pendingProviders(this.modules);
    const more = names.length > MAX_NAMES ? ' and others' : '';
    return names.slice(0, MAX_NAMES).join(', ') + more;
  }
}
