import type { ErrorTexts } from './failures/error-texts';
import { isPlainFact } from './plain-facts';
import type { KeyStrength } from './key-strength';
import type { SensitiveKeys } from './sensitive-keys';

/** Below such a key, a name need not say more than `X-Shop-Key`. */
const HEADERS = 'eaders';

/** What a copy needs to know of secrets. */
export interface CopyRules {
  readonly keys: SensitiveKeys;
  text(text: string): string;
  /** What an error says, without secrets. */
  errorTexts(error: unknown): ErrorTexts;
  /** Whether values that databases and validation libraries refuse may be written. */
  readonly keepsErrorValues: boolean;
  /** Whether the app has patterns of its own, which may find something in any key. */
  readonly hasPatterns: boolean;
}

/** How secret a field is. `number` says little, and much below `card`. */
export function strengthOf(keys: SensitiveKeys, name: string, parent: string): KeyStrength {
  const strength = keys.strengthOf(name);
  if (parent.endsWith(HEADERS) && keys.mayHideHeader(name)) return 'strong';
  return strength === 'none' && parent !== '' ? keys.strengthBelow(parent, name) : strength;
}

/** Whether a value below the name of a secret is copied all the same. Nothing, a yes and a no are no secrets. */
export function mayBeShown(value: unknown, strength: KeyStrength): boolean {
  if (value === null || value === undefined || typeof value === 'boolean') return true;
  const isLookedInto = strength === 'about' || (strength === 'holder' && !Array.isArray(value));
  if (isLookedInto && typeof value === 'object') return true;
  return strength === 'about' && isFact(value);
}

function isFact(value: unknown): boolean {
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  return isNumber || (typeof value === 'string' && isPlainFact(value));
}
