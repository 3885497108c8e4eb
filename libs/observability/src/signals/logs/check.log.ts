import type { Logger } from 'pino';
import type { CheckObservation, Listener, Redactor } from '../../core';
import { PreparedRecord } from './log-record';

const LEVELS = { healthy: 'info', degraded: 'warn', unhealthy: 'error' } as const;

/** A line when a check changes its mind; one that stays as it is says nothing, however often it is asked. */
export class CheckLog implements Listener<CheckObservation> {
  private readonly last = new Map<string, CheckObservation['status']>();

  constructor(
    private readonly logger: Logger,
    private readonly redactor: Redactor,
  ) {}

  end({ indicator, status, message, durationSeconds }: CheckObservation): void {
    const before = this.last.get(indicator.name) ?? 'healthy';
    this.last.set(indicator.name, status);
    if (before === status) return;
    const reason = this.redactor.text(message);
    const record = new PreparedRecord({
      check: {
        name: indicator.name,
        critical: indicator.critical,
        status,
        before,
        duration_ms: Math.round(durationSeconds * 100_000) / 100,
      },
    });
    this.logger[LEVELS[status]](
      record,
      `health check ${indicator.name} is ${status}${reason && `: ${reason}`}`,
    );
  }
}
