import { isAboutSecret, plainKey, wordsOf } from './key-words';

/** What a redacted value is replaced by. */
export const REDACTED = '[Redacted]';

/**
 * What a key says of its value. `strong`: a secret, whatever stands there. `weak`: a secret too, by a
 * word that sentences use for other things as well. `holder`: a text under it is a secret, an object
 * is looked into.
 */
export type KeyStrength = 'none' | 'weak' | 'holder' | 'strong';

/** Words that name a secret wherever in a key they stand, whatever their case, dashes and underscores. */
const STRONG_PARTS = [
  'passw',
  'passphrase',
  'passcode',
  'pswd',
  'kennwort',
  'motdepasse',
  'contrasena',
  'secret',
  'token',
  'bearer',
  'apikey',
  'authorization',
  'authorisation',
  'credential',
  'cookie',
  'csrf',
  'xsrf',
  'signature',
  'privatekey',
  'accesskey',
  'authkey',
  'signingkey',
  'encryptionkey',
  'masterkey',
  'sharedkey',
  'accountkey',
  'subscriptionkey',
  'licensekey',
  'licencekey',
  'sessionid',
  'sessionkey',
  'sessid',
  'creditcard',
  'debitcard',
  'cardnumber',
  'cardno',
  'ccnumber',
  'securitycode',
  'verificationcode',
  'recoverycode',
  'backupcode',
  'resetcode',
  'pincode',
  'mfacode',
  'socialsecurity',
  'seedphrase',
  'mnemonic',
];
/** Words too short to be looked for inside others; as the last word of a key they say what it holds. */
const LAST_WORDS = new Map<string, KeyStrength>([
  ['pwd', 'strong'],
  ['jwt', 'strong'],
  ['otp', 'strong'],
  ['totp', 'strong'],
  ['cvv', 'strong'],
  ['cvc', 'strong'],
  ['ssn', 'strong'],
  ['iban', 'strong'],
  ['pass', 'weak'],
  ['auth', 'weak'],
  ['pin', 'weak'],
  ['sid', 'weak'],
  ['sig', 'weak'],
  ['session', 'holder'],
]);
const WHOLE = new Set(['pan', 'csc']);
/** Words that only begin or end like one of a secret. */
const INNOCENT_WORDS =
  /passwordless|secretar(?:y|ies|iat)|tokeni[sz]\w{0,8}|(?:method|function|type|call|email)signature/g;
const MOST_REMEMBERED = 1000;
const LONGEST_KEY = 256;

/** Decides by its name whether a value must not leave the process. */
export class SensitiveKeys {
  private readonly additional: readonly string[];
  private known = new Map<string, KeyStrength>();
  private knownBefore = new Map<string, KeyStrength>();

  /** @param additional the app's own, found anywhere in a key, however they are written */
  constructor(additional: readonly string[] = []) {
    this.additional = additional.map(plainKey).filter((word) => word !== '');
  }

  has(key: string): boolean {
    return this.strengthOf(key) !== 'none';
  }

  strengthOf(key: string): KeyStrength {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const strength = this.knownBefore.get(key) ?? this.judge(key.slice(-LONGEST_KEY));
    this.remember(key, strength);
    return strength;
  }

  /** Keys can come from outside (a body's keys), so the oldest half of the memory goes when it is full. */
  private remember(key: string, strength: KeyStrength): void {
    if (key.length > LONGEST_KEY) return;
    if (this.known.size >= MOST_REMEMBERED) {
      this.knownBefore = this.known;
      this.known = new Map();
    }
    this.known.set(key, strength);
  }

  private judge(key: string): KeyStrength {
    const plain = plainKey(key);
    if (this.additional.some((word) => plain.includes(word))) return 'strong';
    const words = wordsOf(key);
    if (isAboutSecret(words)) return 'none';
    if (WHOLE.has(plain)) return 'weak';
    const telling = plain.replaceAll(INNOCENT_WORDS, '');
    if (STRONG_PARTS.some((part) => telling.includes(part))) return 'strong';
    return LAST_WORDS.get(words.at(-1) ?? '') ?? 'none';
  }
}
