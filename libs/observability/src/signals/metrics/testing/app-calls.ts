import { runInThisContext } from 'node:vm';

type Call = <R>(work: () => R) => R;

/** Calls from outside the library, as an app does: warnings name this as the place. */
export const callAsApp = callFrom('sell');

/** Calls from another place outside the library. */
export const callElsewhere = callFrom('refund');

/** A function of an app's own file. */
function callFrom(name: string): Call {
  const code = `(function ${name}(work) { return work(); })`;
  return runInThisContext(code, { filename: `/srv/shop/${name}.service.ts` }) as Call;
}
