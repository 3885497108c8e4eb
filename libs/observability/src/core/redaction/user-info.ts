import { REDACTED } from './sensitive-keys';

/**
 * What stands before the @ of `scheme://user:password@host`. Some write the slash of a password as
 * it is, so one is allowed where the colon is not that of a port.
 */
const AFTER_SCHEME =
  /:\/\/(?:[^/\s"'<>?#]{1,1024}@|[^/\s"'<>@?#:]{0,256}:(?!\d{1,5}[/?#])[^\s"'<>@]{1,256}@)/g;
/** `user:password@host:5432`, `user:password@tcp(host)`, without a scheme. */
const BARE =
  /(?<![\w/])[\w.~%-]{1,64}:[^\s@/"'<>]{1,256}@(?=[\w.-]{1,255}(?::\d|\/)|(?:tcp|unix)\()/g;
/** The same in an address that was encoded to stand in another one. */
const ENCODED = /(%3A%2F%2F)(?:[^/\s"'<>%]|%(?!2F|40))*%40/gi;

/** The text without users and passwords in addresses. */
export function withoutUserInfo(text: string): string {
  const plain = text.includes('@')
    ? text.replaceAll(AFTER_SCHEME, `://${REDACTED}@`).replaceAll(BARE, `${REDACTED}@`)
    : text;
  return plain.includes('%40') ? plain.replaceAll(ENCODED, `$1${REDACTED}%40`) : plain;
}
