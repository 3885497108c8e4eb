import { SensitiveKeys } from './sensitive-keys';

describe('SensitiveKeys', () => {
  it.each([
    'password',
    'PASSWORD',
    'userPassword',
    'new_password',
    'password2',
    'user[password]',
    'PGPASSWORD',
    'dbPassword',
    'mysql_pwd',
    'smtpPass',
    'Kennwort',
    'contraseña',
    'passphrase',
    'passcode',
    'Authorization',
    'proxy-authorization',
    'basicAuth',
    'x-api-key',
    'apiKey',
    'API_KEY',
    'X-Auth-Token',
    'accessToken',
    'refresh_token',
    'tokens',
    'id_token',
    'set-cookie',
    'Cookie',
    'XSRF-TOKEN',
    '_csrf',
    'clientSecret',
    'private-key',
    'secretAccessKey',
    'SharedAccessKey',
    'AccountKey',
    'session',
    'userSession',
    'sessionId',
    'JSESSIONID',
    'connect.sid',
    'X-Amz-Signature',
    'sig',
    'creditCard',
    'credit_card',
    'cardNumber',
    'CVV',
    'cvv2',
    'ssn',
    'iban',
    'pin',
    'cardPin',
    'otp',
    'mfa-code',
    'jwt',
    'bearer',
    'pan',
  ])('takes %s for the name of a secret', (key) => {
    expect(new SensitiveKeys().has(key)).toBe(true);
  });

  it.each([
    'name',
    'author',
    'authored_by',
    'authority',
    'isAuthenticated',
    'shipping',
    'spinner',
    'pinned',
    'pinterest',
    'company',
    'companion',
    'panel',
    'passenger',
    'passed',
    'bypass',
    'compass',
    'passwordless',
    'passwordChangedAt',
    'hasPassword',
    'maxPasswordLength',
    'tokenCount',
    'tokenType',
    'token_expires_in',
    'maxTokens',
    'prompt_tokens',
    'tokenizer',
    'TokenService',
    'JwtAuthGuard',
    'TokenExpiredError',
    'secretary',
    'secretName',
    'cookieConsent',
    'cookie_name',
    'sessions',
    'sessionDuration',
    'cachesLoaded',
    'matchesLost',
    'batchesLoaded',
    'clothesLocation',
    'compassWidth',
    'compassOrder',
    'bypassWindow',
    'discardNode',
    'chosenHall',
    'hasLocation',
    'assessId',
    'primaryKey',
    'idempotencyKey',
    'cacheKey',
    'credit_card_type',
    'methodSignature',
    'site',
    'inside',
    'sigma',
    'trace_id',
    'code',
    'id',
    '',
    '__proto__',
    'constructor',
  ])('takes "%s" for no secret', (key) => {
    expect(new SensitiveKeys().has(key)).toBe(false);
  });

  it('looks at the end of a key that is longer than any name', () => {
    const keys = new SensitiveKeys();

    const answers = [`${'x'.repeat(100_000)}_password`, 'x'.repeat(100_000)].map((k) =>
      keys.has(k),
    );

    expect(answers).toEqual([true, false]);
  });

  it('knows the keys that the app adds, in any case and with any dashes', () => {
    const keys = new SensitiveKeys(['Tax-Number']);

    const answers = ['taxNumber', 'TAX_NUMBER', 'customerTaxNumber', 'tax'].map((k) => keys.has(k));

    expect(answers).toEqual([true, true, true, false]);
  });

  it('takes the keys of the app for secrets even where they only speak of one', () => {
    expect(new SensitiveKeys(['tokenCount']).has('tokenCount')).toBe(true);
  });

  it('answers the same for more keys than it remembers', () => {
    const keys = new SensitiveKeys();
    for (let i = 0; i < 3000; i += 1) keys.has(`key${i}`);

    const answers = [keys.has('lateToken'), keys.has('lateName'), keys.has('lateToken')];

    expect(answers).toEqual([true, false, true]);
  });
});
