/** What an id from outside may look like; everything else would be log injection or a giant header. */
const SANE_ID = /^[\w.:/+=@-]{1,128}$/;

/** The incoming id when it is fit to be written to headers and logs, else undefined. */
export function saneRequestId(header: unknown): string | undefined {
  return typeof header === 'string' && SANE_ID.test(header) ? header : undefined;
}
