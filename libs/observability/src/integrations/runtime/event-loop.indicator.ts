import { Findings, roundedMs } from '../../health';
import type { Finding, HealthIndicator } from '../../health';
import { EventLoopWindow } from './event-loop-window';
import type { EventLoopOptions } from './runtime.options';

type LoopLimits = Required<Omit<EventLoopOptions, 'enabled'>>;

/** Tells whether the process gets round to its work. */
export class EventLoopIndicator implements HealthIndicator {
  readonly name = 'event_loop';
  readonly critical = false;
  readonly isDependency = false;

  constructor(
    private readonly options: LoopLimits,
    private readonly loop: Pick<EventLoopWindow, 'start' | 'stop' | 'read'> = new EventLoopWindow(),
  ) {}

  /** To be called once before its first check. */
  start(): void {
    this.loop.start();
  }

  stop(): void {
    this.loop.stop();
  }

  async check(): Promise<Finding> {
    const { lagMs, busyPercent } = this.loop.read();
    const findings = new Findings();
    findings.note('event_loop_lag_p99_ms', roundedMs(lagMs));
    findings.note('event_loop_busy_percent', Math.round(busyPercent));
    this.judgeLag(findings, lagMs);
    if (busyPercent > this.options.busyPercent) {
      findings.add('degraded', `At work ${Math.round(busyPercent)} % of the time`);
    }
    return findings.toFinding('In time');
  }

  private judgeLag(findings: Findings, lagMs: number): void {
    const { degradedLagMs, unhealthyLagMs } = this.options;
    const message = `${Math.round(lagMs)} ms late`;
    if (lagMs > unhealthyLagMs) findings.add('unhealthy', message);
    else if (lagMs > degradedLagMs) findings.add('degraded', message);
  }
}
