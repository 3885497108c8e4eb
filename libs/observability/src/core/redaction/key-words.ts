/** Where a word of a key begins: at a capital, and after anything that is no letter or digit. */
const WORD_BORDERS = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z0-9]+/;
const ACCENTS = /\p{M}/gu;

/** The key in small letters without anything between them: `X-Api-Key` is `xapikey`. */
export function plainKey(key: string): string {
  return withoutAccents(key)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
}

/** The words of a key in any spelling: `userPassword`, `user_password`, `user[password]`. */
export function wordsOf(key: string): readonly string[] {
  return withoutAccents(key)
    .split(WORD_BORDERS)
    .map((word) => word.toLowerCase().replace(/(?<=[a-z])\d+$/, ''))
    .filter((word) => word !== '');
}

/** A key that begins so is a yes, a no or a number: `hasPassword`, `maxTokens`. */
const ABOUT_FIRST = new Set(
  'is has had needs requires allow allows no max min num total'.split(' '),
);
/** A key that ends so says something of a secret: `tokenCount`, `passwordChangedAt`, `TokenService`. */
const ABOUT_LAST = new Set(
  (
    'count counts length size limit limits ttl type types kind policy strength rule rules usage used ' +
    'expiry expires expiration expired at in age date time timestamp seconds ms created updated changed ' +
    'enabled disabled required needed valid validity version status attempt attempts error errors ' +
    'exception name names field fields label placeholder url uri endpoint path domain header format ' +
    'encoding algorithm alg method issuer index budget consent banner ' +
    'service controller guard module strategy provider repository handler manager factory client ' +
    'middleware interceptor filter pipe resolver validator generator'
  ).split(' '),
);
/** What language models count: `prompt_tokens`. */
const AMOUNTS_OF_TOKENS = new Set(
  'prompt completion input output cached reasoning used remaining estimated'.split(' '),
);

/** Whether a key speaks of a secret without holding one. */
export function isAboutSecret(words: readonly string[]): boolean {
  const [first = ''] = words;
  const last = words.at(-1) ?? '';
  if (words.length < 2) return false;
  if (ABOUT_FIRST.has(first) || ABOUT_LAST.has(last)) return true;
  return last === 'tokens' && AMOUNTS_OF_TOKENS.has(words.at(-2) ?? '');
}

function withoutAccents(key: string): string {
  return key.normalize('NFKD').replaceAll(ACCENTS, '');
}
