import * as fc from 'fast-check';
import { charactersOf } from './hard-values';

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const LABELS = [
  'PRIVATE KEY',
  'ENCRYPTED PRIVATE KEY',
  'RSA PRIVATE KEY',
  'EC PRIVATE KEY',
  'DSA PRIVATE KEY',
  'OPENSSH PRIVATE KEY',
  'PGP PRIVATE KEY BLOCK',
  'ANY PRIVATE KEY',
] as const;
const LINES = 5;

/** The lines of a key, 64 characters each as RFC 7468 has them. */
const body = fc.array(charactersOf(BASE64, 64), { minLength: LINES, maxLength: LINES });

/** Private keys as text: RFC 7468, RFC 1421 with its headers, RFC 4716 and PuTTY's. */
export const PEM_FORMS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  ...Object.fromEntries(LABELS.map((label) => [label, block(label, '\n')])),
  'PRIVATE KEY with CRLF': block('PRIVATE KEY', '\r\n'),
  'PRIVATE KEY on one line': block('PRIVATE KEY', ' '),
  'PRIVATE KEY with escaped lines': block('PRIVATE KEY', String.raw`\n`),
  'RSA PRIVATE KEY with headers': body.map((lines) =>
    [
      '-----BEGIN RSA PRIVATE KEY-----',
      'Proc-Type: 4,ENCRYPTED',
      `DEK-Info: AES-128-CBC,${(lines[0] ?? '').slice(0, 32)}`,
      '',
      ...lines,
      '-----END RSA PRIVATE KEY-----',
    ].join('\n'),
  ),
  'SSH2 ENCRYPTED PRIVATE KEY': body.map((lines) =>
    [
      '---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----',
      ...lines,
      '---- END SSH2 ENCRYPTED PRIVATE KEY ----',
    ].join('\n'),
  ),
  PuTTY: body.map((lines) =>
    [
      'PuTTY-User-Key-File-3: ssh-ed25519',
      'Encryption: none',
      'Private-Lines: 5',
      ...lines,
      'Private-MAC: 0',
    ].join('\n'),
  ),
  'PRIVATE KEY that was cut': block('PRIVATE KEY', '\n').map((text) => text.slice(0, 200)),
};

function block(label: string, newline: string): fc.Arbitrary<string> {
  return body.map((lines) =>
    [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join(newline),
  );
}

/** Of such a text the lines are the secret; its first and last one may stay. */
export function secretLinesOf(pem: string): readonly string[] {
  return pem.match(/[\w+/]{40,}/g) ?? [];
}
