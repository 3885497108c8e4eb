/** A blank, or a mark with blanks around it. */
const MARK = '(?:[ \\t]{1,2}|[ \\t]?[,;|:(][ \\t]{0,2}|[ \\t][-–—/][ \\t])';
/** A name may stand on the next line. */
const NAME_MARK = `(?:${MARK}|[,;]?\\r?\\n[ \\t]{0,4})`;
const DASH = '[-–—]';
const MONTH = '(?:0[1-9]|1[0-2])';
const YEAR = '(?:20)?\\d\\d';

/** In the languages that European shops write in. */
const EXPIRY_WORDS = [
  'exp(?:ir(?:y|es?|ed|ation|a|y[ -]date|ation[ -]date))?',
  'exp[ -]?date',
  '(?:valid|good)[ -](?:thru|through|until|till|to)',
  '(?:gültig|gueltig|geldig|ważna|ważne)[ -](?:bis|tot|do)',
  'ablauf(?:datum)?|läuft ab|verfall(?:sdatum)?|verval(?:t|datum)',
  "(?:date d['’])?expiration|valable jusqu['’]au|fin de validité",
  'v[aá]lid[ao] (?:hasta|até|ate|fino al)|vence|vencimi?ento|caduca|caducidad|validade',
  'scade|scadenza|wygasa|срок(?: действия)?|действует до|有効期限|有效期',
];
const CODE_WORDS = [
  '(?:cvv|cvc|cvn|cav)2?|ccv|csc|cid',
  '(?:card )?(?:security|verification) (?:code|value|number)|card code',
  '(?:karten)?pr(?:ü|ue)f(?:ziffer|nummer)|sicherheitscode|beveiligingscode',
  'cryptogramme|code de s[eé]curit[eé]|c[oó]digo de seguran[cç]a|c[oó]digo de seguridad',
  'codice di sicurezza|kod(?: zabezpieczający)?|код(?: безопасности)?|セキュリティコード|安全码',
];
const AND = '(?: (?:and|with|und|mit|et|avec|y|con|e|com|en|met|i|z|и|с)(?= ))?';
const COLON = '\\.?[ \\t]?[:=#]?[ \\t]{0,2}';

const MONTH_AND_YEAR =
  `(?:${MONTH}[ \\t]?(?:[/|.]|${DASH})?[ \\t]?${YEAR}` +
  `|[1-9][ \\t]?(?:[/|.]|${DASH})[ \\t]?${YEAR}|20\\d\\d(?:[/.]|${DASH})${MONTH})`;
const NAMED_EXPIRY = `${AND}${NAME_MARK}(?:${EXPIRY_WORDS.join('|')})${COLON}${MONTH_AND_YEAR}`;
const EXPIRY = `${MARK}${MONTH} ?[/|] ?${YEAR}`;
/** A range, or a day and its month, as long as no code is beside it. */
const DASHED_EXPIRY = `${MARK}${MONTH} ?${DASH} ?${YEAR}`;

const NAMED_CODE = `${AND}${NAME_MARK}(?:${CODE_WORDS.join('|')})(?:[ -]?(?:code|number|nummer|no))?${COLON}\\d{3,4}`;
const CODE = `${MARK}\\d{3,4}`;

/** `4111111111111111 12/25 123`, `…|12|2025|123`, `… exp 12-25 cvv 123`, in either order. */
const VERIFICATION = verification('\\d{3}');
/** American Express has codes of four digits. */
const VERIFICATION_OF_AMEX = verification('\\d{3,4}');

/** Where the expiry and the verification code end that stand behind the number of a card; its end where none do. */
export function endOfVerification(text: string, start: number, end: number): number {
  const pattern = text.startsWith('3', start) ? VERIFICATION_OF_AMEX : VERIFICATION;
  pattern.lastIndex = end;
  return pattern.test(text) ? pattern.lastIndex : end;
}

/** @param digits of a code that nothing names, beside an expiry with a dash */
function verification(digits: string): RegExp {
  const sureExpiry = `(?:${NAMED_EXPIRY}|${EXPIRY})`;
  const bareCode = `${MARK}${digits}`;
  const forms = [
    `${sureExpiry}(?:${NAMED_CODE}|${CODE})?`,
    `${DASHED_EXPIRY}(?:${NAMED_CODE}|${bareCode})`,
    `${DASH}${MONTH}${DASH}${YEAR}${DASH}${digits}`,
    `${NAMED_CODE}(?:${sureExpiry}|${DASHED_EXPIRY})?`,
    `${CODE}${sureExpiry}`,
    `${bareCode}${DASHED_EXPIRY}`,
  ];
  return new RegExp(`(?:${forms.join('|')})(?![\\w/-])`, 'iy');
}
