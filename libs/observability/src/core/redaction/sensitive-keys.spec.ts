import { SensitiveKeys } from './sensitive-keys';

describe('SensitiveKeys', () => {
  it.each([
    'password',
    'PASSWORD',
    'userPassword',
    'new_password',
    'Authorization',
    'x-api-key',
    'apiKey',
    'API_KEY',
    'accessToken',
    'refresh_token',
    'set-cookie',
    'clientSecret',
    'private-key',
    'creditCard',
    'cardNumber',
    'CVV',
    'ssn',
    'iban',
    'pin',
    'otp',
    'jwt',
  ])('takes %s for the name of a secret', (key) => {
    expect(new SensitiveKeys().has(key)).toBe(true);
  });

  it.each(['name', 'author', 'shipping', 'spinner', 'company', 'passenger', 'id', '', '__proto__'])(
    'takes "%s" for no secret',
    (key) => {
      expect(new SensitiveKeys().has(key)).toBe(false);
    },
  );

  it('knows the keys that the app adds, in any case and with any dashes', () => {
    const keys = new SensitiveKeys(['Tax-Number']);

    const answers = ['taxNumber', 'TAX_NUMBER', 'customerTaxNumber', 'tax'].map((k) => keys.has(k));

    expect(answers).toEqual([true, true, true, false]);
  });

  it('answers the same for more keys than it remembers', () => {
    const keys = new SensitiveKeys();
    for (let i = 0; i < 3000; i += 1) keys.has(`key${i}`);

    const answers = [keys.has('lateToken'), keys.has('lateName'), keys.has('lateToken')];

    expect(answers).toEqual([true, false, true]);
  });
});
