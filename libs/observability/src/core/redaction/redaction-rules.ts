import type { TextBudget } from './text-budget';

/** What is secret besides what always is, and what may be spent to find it. */
export interface RedactionRules {
  /** Keys of the app whose values are secrets. */
  readonly keys?: readonly string[];
  /** Secrets of the app's own form, found in any text. */
  readonly patterns?: readonly RegExp[];
  /** Templates of the app's routes, so that paths are known before their route is. */
  readonly routes?: readonly string[];
  /**
   * Whether e-mail addresses, account numbers of banks and the values that databases and validation
   * libraries refuse may stay. @default false
   */
  readonly keepsPersonalData?: boolean;
  /** That of the request, job or message that the running code works for. */
  budget?(): TextBudget | undefined;
}
