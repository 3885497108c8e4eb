import { Drops, Warnings } from '../../core';
import { Access } from '../access';
import type { AccessParts, AccessRule } from '../access';
import { Refusals } from '../refusals';

/** An Access for a test, which reports to nothing unless the test gives it something. */
export function accessBy(
  rule: Omit<AccessRule, 'place'>,
  parts: Partial<AccessParts> = {},
): Access {
  const refusals = new Refusals(() => undefined);
  const warnings = new Warnings(() => undefined);
  const given = { drops: new Drops(), refusals, warnings, ...parts };
  return new Access({ place: 'details', ...rule }, given);
}
