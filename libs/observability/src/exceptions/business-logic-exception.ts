import { MonitoredException } from './monitored-exception';

/**
 * A rule of the business was broken and nobody planned for it.
 *
 * @example `throw new BusinessLogicException('More was sold than there is', { context: { item } })`
 */
export class BusinessLogicException extends MonitoredException {}
