import { oneLineJson } from '../../../core';
import type { ServiceIdentity } from '../../../core';
import { timestamp } from '../records/timestamp';

/** Creates a warning of the library, as Nest's logger would write it. */
export function warningLineOf({ name, version, environment }: ServiceIdentity) {
  const base = JSON.stringify({ service: name, version, environment }).slice(1, -1);
  const source = '"logger":"nest","context":"Observability"';
  return (message: string, extra: object): string =>
    oneLineJson(
      `{"level":"warn"${timestamp()},${base},${source},"extra":${JSON.stringify(extra)},"message":${JSON.stringify(message)}}\n`,
    );
}
