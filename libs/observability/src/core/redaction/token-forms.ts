import { REDACTED } from './sensitive-keys';

/**
 * Secrets that are known by how they begin, as their makers publish it. Each part is linear: it has
 * one repetition and nothing after it that could send it back.
 */
const FORMS = [
  // JSON Web Tokens, RFC 7519: `{"` in base64url; signed ones have three parts, encrypted ones five.
  'eyJ[\\w-]{8,}(?:\\.[\\w-]*){1,4}',
  // Amazon Web Services.
  '(?:AKIA|ASIA|AROA|AIDA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Z0-9])',
  // GitHub, GitLab.
  'gh[pousr]_[A-Za-z0-9]{20,}',
  'github_pat_\\w{20,}',
  'gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat)-[\\w-]{20,}',
  // Slack.
  'xox[a-z]-[\\w-]{10,}',
  'xapp-\\d-[\\w-]{10,}',
  // Addresses of webhooks are secrets: Slack's, Discord's, Telegram's.
  'hooks\\.slack\\.com/[\\w/-]{20,}',
  'discord(?:app)?\\.com/api/webhooks/[\\w/-]{20,}',
  'bot\\d{6,12}:[\\w-]{30,}',
  // Stripe, and who writes keys as it does.
  '(?:sk|rk)_(?:live|test)_\\w{10,}',
  'whsec_[\\w+/]{16,}',
  // OpenAI, Anthropic.
  'sk-[\\w-]{20,}',
  // Google.
  'AIza[\\w-]{35}',
  'ya29\\.[\\w-]{20,}',
  // SendGrid, Twilio, Mailgun.
  'SG\\.[\\w-]{16,}\\.[\\w-]{16,}',
  'SK[0-9a-f]{32}',
  'key-[0-9a-f]{32}',
  // npm, PyPI, Docker, Hugging Face, DigitalOcean, Shopify, Vault, Sentry.
  'npm_[A-Za-z0-9]{30,}',
  'pypi-[\\w-]{16,}',
  'dckr_pat_[\\w-]{20,}',
  'hf_[A-Za-z0-9]{30,}',
  'do[opr]_v1_[0-9a-f]{40,}',
  'shp(?:at|ca|pa|ss)_[0-9a-fA-F]{30,}',
  'hv[sbr]\\.[\\w-]{24,}',
  'sntry[su]_[\\w+/=-]{20,}',
];
const TOKEN = new RegExp(`(?<![A-Za-z0-9])(?:${FORMS.join('|')})`, 'g');
/** A private key in PEM, RFC 7468; one that was cut ends with the text. */
const PRIVATE_KEY =
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----[^]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g;
/** The words that sentences have after "bearer" are no tokens. */
const BEARER =
  /\b([Bb]earer|BEARER)(?:\s|%20|\+)+(?!(?:authenticat|authori[sz]|token|realm|error)\w*\b)[\w.~+/=-]{8,}/g;
/** Base64 has digits, capitals or padding; the word after "basic" in a sentence has none. */
const BASIC = /\b([Bb]asic|BASIC)(?:\s|%20|\+)+(?=[\w+/]*[A-Z0-9=])[\w+/]{8,}={0,2}/g;

/** Whether the text may hold credentials behind the name of their scheme, or a private key. */
export const HAS_SCHEME = /[Bb](?:earer|asic)|B(?:EARER|ASIC)|PRIVATE KEY/;

/** The text without tokens that their form gives away. */
export function withoutTokens(text: string): string {
  return text.replaceAll(TOKEN, REDACTED);
}

/** The text without private keys, and without what follows "Bearer" and "Basic". */
export function withoutCredentials(text: string): string {
  return text
    .replaceAll(PRIVATE_KEY, REDACTED)
    .replaceAll(BEARER, `$1 ${REDACTED}`)
    .replaceAll(BASIC, `$1 ${REDACTED}`);
}
