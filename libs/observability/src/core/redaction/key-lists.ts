const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Words that name a secret wherever in a key they stand, whatever its case, dashes and underscores. */
export const STRONG_PARTS = words(`
  passw passphrase passcode pswd kennwort motdepasse contrasena senha wachtwoord passord losenord
  salasana parola haslo heslo geheim segredo secret token bearer authorization authorisation authheader credential cookie csrf
  xsrf signature clientassertion samlassertion jwtassertion hmacsha samlresponse samlrequest codeverifier
  oauthverifier sessionid sessionkey sessid connectionstring basicauth httpauth masterauth requirepass honeycombteam pwd clientcert sslcert keymaterial
  magiclink hashsalt apikey privatekey accesskey authkey
  signingkey encryptionkey masterkey sharedkey accountkey subscriptionkey licensekey licencekey
  creditcard debitcard cardnumber cardno cardnum ccnumber ccnum trackdata track1data track2data
  securitycode verificationcode recoverycode backupcode resetcode pincode mfacode securityanswer
  socialsecurity seedphrase recoveryphrase mnemonic otpauth
`);

/** Those of them that two other words can have between them, and what they are when they are one: `pass_word`. */
export const PARTS_BY_CHANCE: Readonly<Record<string, readonly string[]>> = {
  passw: words('password passwords passwd passwds passwort'),
  passord: words('passord'),
  heslo: words('heslo'),
  haslo: words('haslo'),
  senha: words('senha senhas'),
  parola: words('parola'),
  sessid: words('sessid'),
  cardno: words('cardno'),
  cardnum: words('cardnum cardnumber cardnumbers'),
};

/** Words too short to be looked for inside others: the last word of a key says what it holds. */
export const STRONG_LAST_WORDS = words('pw psw mdp jwt otp totp cvv cvc cvn ssn iban pfx');
/** The same, of words that sentences use for other things as well. */
export const WEAK_LAST_WORDS = words('pass auth pin sid sig pan tan salt assertion hmac');
/** A text under such a key is a secret, an object is looked into. */
export const HOLDER_LAST_WORDS = words('session');
/** Words of other writings, in small letters. */
export const OTHER_WRITINGS = [
  'пароль',
  'секрет',
  '密码',
  '密碼',
  '口令',
  'パスワード',
  '暗証番号',
  '비밀번호',
];
/** Keys that are a secret's as a whole only. */
export const WHOLE_KEYS = words('csc track1 track2');

/** Words that are a secret's by the word before them, apart or joined: `hmacKey`, `cardpin`. */
export const QUALIFIED: Readonly<Record<string, readonly string[]>> = {
  key: words(`
    api access auth private priv secret signing signature signer encryption encrypting decryption
    crypto cipher master shared account subscription license licence session hmac ssh rsa dsa ecdsa
    ed25519 aes tls ssl pgp gpg pem client consumer service server storage admin root deploy
    webhook wallet app application partner integration ingest write wrapping kms recovery backup otp
    totp jwt jws jwk merchant stripe apim function functions role
  `),
  code: words(`
    security verification verify verifying recovery backup reset pin mfa otp totp hotp sms auth
    authentication authorization authorisation access login signin activation confirmation confirm
    invite invitation onetime twofactor 2fa device user magic unlock gift pairing challenge card cc
    oauth oauth2 registration tan
  `),
  pin: words(`
    card user door atm my new old current sim account device phone login security parental
    transaction confirm verify verification bank sms temp default reset client customer
  `),
  pan: words('card cc credit debit masked full raw'),
  number: words('card cc creditcard debitcard'),
  num: words('card cc creditcard debitcard'),
  no: words('card cc'),
  id: words('session sess'),
  answer: words('security secret challenge recovery'),
  phrase: words('seed recovery backup secret'),
  header: words('auth authorization'),
  name: words('maiden'),
};

/** Packages that many apps have: what stands under their name is a version. */
export const PACKAGE_NAMES = words(
  'jsonwebtoken jsonwebtokens cookieparser cookiesession csrfcsrf',
);

/** `dbpass`, `smtppass`: what ends so is a password, but for these. */
export const PASS_ENDINGS = words('bypass compass trespass overpass underpass surpass encompass');

/** Parameters of an address that are secrets there, and ordinary words elsewhere: OAuth 2.0, CAS, SAML. */
export const QUERY_KEYS = words('code ticket relaystate sessionstate sign');
/** The same for words that are harmless as a rule: where the value is a plain word they are kept. */
export const QUERY_WORDS = words('state key');
/** Parameters beside which `state` is that of OAuth 2.0 (RFC 6749, section 4.1). */
export const OAUTH_COMPANIONS = words('code clientid responsetype redirecturi sessionstate');

/** A header that ends so holds a secret. */
export const HEADER_ENDINGS = words(`
  key token secret cert assertion auth signature jwt session password passwd passphrase pin otp
  credential credentials apikey sid
`);

/** A key that begins so is a yes, a no or a number: `hasPassword`, `maxTokens`. */
export const ABOUT_FIRST = words('is has had needs requires allow allows no max min num total');
/** A key that ends so says something of a secret: `tokenCount`, `passwordChangedAt`, `TokenService`. */
export const ABOUT_LAST = words(`
  count counts length size limit limits ttl type types kind policy strength rule rules usage used
  expiry expires expiration expired at in age date time timestamp seconds ms created updated changed
  enabled disabled required needed valid validity version status attempt attempts error errors
  exception name names field fields label placeholder url uri endpoint path domain header format
  encoding algorithm alg method issuer index budget consent banner
  service controller guard module strategy provider repository handler manager factory client
  middleware interceptor filter pipe resolver validator generator parser
`);
/** What language models count: `prompt_tokens`. */
export const TOKEN_AMOUNTS = words(
  'prompt completion input output cached reasoning used remaining estimated max min total',
);
