import { MonitoredException } from './monitored-exception';

/**
 * An unexpected violation of a business rule.
 *
 * @example `throw new BusinessLogicException('More was sold than there is', { context: { item } })`
 */
export class BusinessLogicException extends MonitoredException {}
