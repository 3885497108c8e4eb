/** What a redacted value is replaced by. */
export const REDACTED = '[Redacted]';

/** Keys that name a secret wherever they stand, whatever their case, dashes and underscores. */
const SENSITIVE_PARTS = [
  'password',
  'passwd',
  'passphrase',
  'secret',
  'token',
  'apikey',
  'authorization',
  'credential',
  'cookie',
  'privatekey',
  'signature',
  'accesskey',
  'sessionid',
  'creditcard',
  'cardnumber',
];
const SENSITIVE_WHOLE = new Set([
  'pwd',
  'cvv',
  'cvc',
  'ssn',
  'iban',
  'pass',
  'auth',
  'pin',
  'sid',
  'otp',
  'pan',
  'signature',
  'jwt',
]);
const MOST_REMEMBERED = 2000;

/** Decides by its name whether a value must not leave the process. */
export class SensitiveKeys {
  private readonly parts: readonly string[];
  private readonly known = new Map<string, boolean>();

  constructor(additional: readonly string[] = []) {
    this.parts = [...SENSITIVE_PARTS, ...additional.map(plain)];
  }

  has(key: string): boolean {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const word = plain(key);
    const isSensitive = SENSITIVE_WHOLE.has(word) || this.parts.some((part) => word.includes(part));
    // Keys can come from outside (a body's keys), so the memory of them has a limit.
    if (this.known.size < MOST_REMEMBERED) this.known.set(key, isSensitive);
    return isSensitive;
  }
}

function plain(key: string): string {
  return key.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
