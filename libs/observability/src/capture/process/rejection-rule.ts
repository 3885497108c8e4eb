/** When a listener to rejections changes nothing of what Node does: always, beside another one, never. */
export type RejectionRule = 'always' | 'beside' | 'never';

const OPTION = /--unhandled-rejections[= ](\S+)/g;

/**
 * Node's `--unhandled-rejections`: with `none` and `warn` the process goes on regardless of listeners; with
 * `throw`, the default, and `warn-with-error-code` a listener makes the rejection a handled one;
 * with `strict` it is an exception first.
 */
export function rejectionRule(
  execArgv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): RejectionRule {
  const options = `${env['NODE_OPTIONS'] ?? ''} ${execArgv.join(' ')}`;
  // The command line comes after the environment, and the last one counts.
  const mode = [...options.matchAll(OPTION)].at(-1)?.[1];
  if (mode === 'none' || mode === 'warn') return 'always';
  return mode === 'strict' ? 'never' : 'beside';
}
