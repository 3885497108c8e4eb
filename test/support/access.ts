import { Drops, Warnings } from '../../libs/observability/src/core';
import { Access } from '../../libs/observability/src/endpoints/access';
import type { AccessParts, AccessRule } from '../../libs/observability/src/endpoints/access';
import { Refusals } from '../../libs/observability/src/endpoints/refusals';

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
