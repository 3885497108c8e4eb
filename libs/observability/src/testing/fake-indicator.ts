import type { Finding, HealthIndicator } from '../health';

/** An indicator whose result the test sets. */
export class FakeIndicator implements HealthIndicator {
  /** How often it was checked. */
  checkCount = 0;
  private finding: Finding = { status: 'healthy', message: 'fine' };
  private error: unknown = undefined;

  constructor(
    readonly name: string,
    readonly critical = false,
  ) {}

  finds(status: Finding['status'], message: string = status): this {
    this.error = undefined;
    this.finding = { status, message };
    return this;
  }

  fails(error: unknown): this {
    this.error = error;
    return this;
  }

  check(): Promise<Finding> {
    this.checkCount += 1;
    return this.error === undefined ? Promise.resolve(this.finding) : Promise.reject(this.error);
  }
}
