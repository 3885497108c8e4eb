import { Redactor } from './redactor';
import { REDACTED } from './spans';

const redactor = new Redactor();
/** Put together here, so that nobody who looks for leaked keys finds one in this file. */
const made = (...parts: string[]): string => parts.join('');
const random = 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0';
const hex = '0123456789abcdef0123456789abcdef';
const pem = (kind: string): string =>
  `-----BEGIN ${kind}PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj\n-----END ${kind}PRIVATE KEY-----`;

describe('secrets that are known by their form', () => {
  it.each([
    ['a signed JSON Web Token', made('eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxIn0', '.abc_DEF-1')],
    ['an encrypted one', made('eyJhbGciOiJkaXIifQ', '..iv', '.text', '.tag')],
    ['an access key of Amazon', made('AKIA', 'IOSFODNN7EXAMPLE')],
    ['a token of GitHub', made('ghp_', random)],
    ['a fine-grained one', made('github_pat_', random)],
    ['a token of GitLab', made('glpat-', random.slice(0, 20))],
    ['a token of Slack', made('xoxb-', '123456789012-', random.slice(0, 24))],
    ['an address of Slack', made('hooks.slack', '.com/services/T0/B0/', random.slice(0, 24))],
    ['an address of Discord', made('discord.com', '/api/webhooks/123456/', random)],
    ['an address of Telegram', made('bot123456', ':', random.slice(0, 35))],
    ['a key of Stripe', made('sk_', 'live_', random.slice(0, 24))],
    ['a webhook secret of Stripe', made('whsec_', random.slice(0, 32))],
    ['a key of OpenAI', made('sk-', 'proj-', random)],
    ['a key of Google', made('AIza', random.slice(0, 35))],
    ['a key of SendGrid', made('SG.', random.slice(0, 22), '.', random)],
    ['a key of Twilio', made('SK', hex)],
    ['a token of npm', made('npm_', random.slice(0, 36))],
    ['a token of Vault', made('hvs.', random.slice(0, 24))],
    ['a private key', pem('')],
    ['a private key of RSA', pem('RSA ')],
    ['an OpenSSH key', pem('OPENSSH ')],
  ])('are replaced: %s', (_case, secret) => {
    expect(redactor.text(`got ${secret}, and more`)).toBe(`got ${REDACTED}, and more`);
  });

  it('are replaced to the end of the text where a private key was cut', () => {
    expect(redactor.text(`key ${pem('EC ').slice(0, 50)}`)).toBe(`key ${REDACTED}`);
  });

  it('are replaced behind a slash and a colon', () => {
    const mailchimp = made(hex, '-us12');
    const azure = made('abc8Q', '~', random.slice(0, 34));

    expect(redactor.text(`GET /3.0/lists/${mailchimp} failed`)).toBe(
      `GET /3.0/lists/${REDACTED} failed`,
    );
    expect(redactor.text(`client:${azure}`)).toBe(`client:${REDACTED}`);
  });

  it.each([
    'AAA8Q~AAAA~AAAAAAAA~AAAAA.AAAAAAAA~AA',
    'AAA8Q%7EAAAA%7EAAAAAAAA%7EAAAAA.AAAAAAAA%7EAA',
  ])('are replaced where all their parts are short: %s', (token) => {
    expect(redactor.text(`/a?x=${token}&y=1`)).toBe(`/a?x=${REDACTED}&y=1`);
  });

  it('are replaced where they touch quotes and brackets', () => {
    const token = made('ghp_', random);

    expect(redactor.text(`["${token}"](${token})`)).toBe(`["${REDACTED}"](${REDACTED})`);
  });

  it.each([
    ['Bearer authentication failed', 'Bearer authentication failed'],
    ['bearer token missing', 'bearer token missing'],
    ['Authenticate with Bearer%20abc.def-123', `Authenticate with Bearer%20${REDACTED}`],
    ['BEARER abcdefgh', `BEARER ${REDACTED}`],
    ['Basic authentication failed', 'Basic authentication failed'],
  ])('are distinguished from sentences: %s', (text, safe) => {
    expect(redactor.text(text)).toBe(safe);
  });

  it.each([
    'global-settings-and-configuration-of-things',
    'sk-learn',
    'commit 0123456789abcdef0123456789abcdef01234567',
    'trace 4bf92f3577b34da6a3ce929d0e0e4736',
    'a public key: -----BEGIN PUBLIC KEY-----',
    'key-value',
    'https://github.com/a/b/commit/0123456789abcdef0123456789abcdef01234567',
    '/app/node_modules/.pnpm/@nestjs+core@11.2.10_abcdefabcdefabcdefabcdefabcdefab/index.js',
    'eyJ is how they begin',
  ])('are not seen in "%s"', (text) => {
    expect(redactor.text(text)).toBe(text);
  });
});
