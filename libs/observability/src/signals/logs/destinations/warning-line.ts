import { oneLineJson } from '../../../core';
import type { ServiceIdentity } from '../../../core';
import { timestamp } from '../records/timestamp';

/** Makes a warning of the library's own, as Nest's logger would write it. */
export function warningLineOf({ name, version, environment }: ServiceIdentity) {
  const base = JSON.stringify({ service: name, version, environment }).slice(1, -1);
  const who = '"logger":"nest","context":"Observability"';
  return (message: string, extra: object): string =>
    oneLineJson(
      `{"level":"warn"${timestamp()},${base},${who},"extra":${JSON.stringify(extra)},"message":${JSON.stringify(message)}}\n`,
    );
}
