import * as fc from 'fast-check';
import { charactersOf } from './hard-values';
import { tokenOf } from './vendor-tokens';

/** A secret as it stands in a file, for which secretlint has a rule. */
export interface ScannedForm {
  readonly name: string;
  /** The rule that finds it. */
  readonly rule: string;
  readonly text: fc.Arbitrary<string>;
}

/** In the manner of {@link tokenOf}, by rule and name. */
const TOKENS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  GITHUB_TOKEN: {
    'GitHub classic': 'ghp_<w36>',
    'GitHub OAuth': 'gho_<w36>',
    'GitHub user': 'ghu_<w36>',
    'GitHub server': 'ghs_<w36>',
    'GitHub refresh': 'ghr_<w36>',
    'GitHub fine-grained': 'github_pat_<w22>_<w59>',
  },
  SLACK_TOKEN: {
    'Slack bot': 'xoxb-<d12>-<d12>-<w24>',
    'Slack user': 'xoxp-<d12>-<d12>-<d12>-<h32>',
    'Slack app': 'xapp-1-A<A10>-<d13>-<h40>',
    'Slack workspace': 'xoxa-<d12>-<w24>',
    'Slack refresh': 'xoxr-<d12>-<w24>',
    'Slack old': 'xoxo-<d12>-<w24>',
  },
  IncomingWebhook: { 'Slack webhook': 'https://hooks.slack.com/services/T<A8>/B<A10>/<w24>' },
  SENDGRID_KEY: { SendGrid: 'SG.<w22>.<w43>' },
  NPM_ACCESS_TOKEN: { npm: 'npm_<w36>' },
  Npmrc_authToken: {
    '.npmrc': '//registry.npmjs.org/:_authToken=<h8>-<h4>-<h4>-<h4>-<h12>',
  },
  PackageJSON_xOauthToken: {
    'dependency by OAuth': 'git+https://<h40>:x-oauth-basic@github.com/acme/shop.git',
  },
  OPENAI_TOKEN: {
    'OpenAI old': 'sk-<w20>T3BlbkFJ<w20>',
    'OpenAI project': 'sk-proj-<u74>T3BlbkFJ<u73><w1>',
    'OpenAI service': 'sk-svcacct-<u58>T3BlbkFJ<u57><w1>',
    'OpenAI admin': 'sk-admin-<u58>T3BlbkFJ<u57><w1>',
  },
  ANTHROPIC_API_KEY: { Anthropic: 'sk-ant-api03-<u93>AA' },
  LINEAR_API_TOKEN: { Linear: 'lin_api_<w40>' },
  SHOPIFY_KEY: {
    'Shopify access': 'shpat_<h32>',
    'Shopify custom': 'shpca_<h32>',
    'Shopify private': 'shppa_<h32>',
    'Shopify secret': 'shpss_<h32>',
  },
  AWSSecretAccessKey: {
    'AWS in a credentials file': 'aws_secret_access_key = <b39><w1>',
    'AWS in an environment': 'AWS_SECRET_ACCESS_KEY=<b39><w1>',
    'AWS in a program': 'SecretAccessKey: "<b39><w1>"',
  },
  BasicAuth: {
    'user info of HTTP': 'https://ada:<w16>@shop.example.com/prices',
    'user info of FTP': 'ftp://ada:<u16>@files.example.com/prices',
  },
  PostgreSQLConnection: { PostgreSQL: 'postgresql://ada:<w16>@db.internal:5432/shop' },
  MySQLConnection: {
    MySQL: 'mysql://ada:<w16>@db.internal:3306/shop',
    'MySQL of JDBC': 'jdbc:mysql://ada:<w16>@db.internal:3306/shop',
  },
  MongoDBConnection: {
    MongoDB: 'mongodb://ada:<w16>@db.internal:27017/shop',
    'MongoDB by SRV': 'mongodb+srv://ada:<w16>@cluster0.ab1cd.mongodb.net/shop',
  },
};

const LABELS = ['', 'RSA ', 'EC ', 'DSA ', 'OPENSSH '];
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const HEX = '0123456789abcdef';

/** A key's text begins with its first bytes, by which the rule tells it from a placeholder. */
const privateKey = (label: string): fc.Arbitrary<string> =>
  fc.array(charactersOf(BASE64, 64), { minLength: 3, maxLength: 20 }).map((lines) => {
    const start = label === 'OPENSSH ' ? 'b3BlbnNzaC1rZXktdjEA' : 'MIIE';
    const body = [start + lines.join('').slice(start.length)].join('').match(/.{1,64}/g) ?? [];
    const name = `${label}PRIVATE KEY`;
    return [`-----BEGIN ${name}-----`, ...body, `-----END ${name}-----`].join('\n');
  });

/** A service account of 1Password: JSON in base64. */
const serviceAccount = fc
  .tuple(charactersOf(HEX, 64), charactersOf(BASE64, 43))
  .map(([srpX, k]) => {
    const account = {
      email: 'ada@1passwordserviceaccounts.lcl',
      muk: { alg: 'A256GCM', ext: true, k, kty: 'oct', kid: 'mp' },
      secretKey: 'A3-AAAAAA-BBBBBB-CCCCC-DDDDD-EEEEE-FFFFF',
      srpX,
      signInAddress: 'acme.b5local.com:4000',
      userAuth: { method: 'SRPg-4096', alg: 'PBES2g-HS256', iterations: 100_000, salt: '' },
    };
    const missing = 3 - ((JSON.stringify(account).length + 2) % 3);
    account.userAuth.salt = 'x'.repeat(missing % 3);
    return `ops_${Buffer.from(JSON.stringify(account)).toString('base64')}`;
  });

/**
 * What @secretlint/secretlint-rule-preset-recommend looks for in a text, without what is no secret:
 * the number of an account at AWS, files by their names alone and switches of secretlint itself.
 */
export const SCANNED_FORMS: readonly ScannedForm[] = [
  ...Object.entries(TOKENS).flatMap(([rule, forms]) =>
    Object.entries(forms).map(([name, form]) => ({ name, rule, text: tokenOf(form) })),
  ),
  ...LABELS.map((label) => ({
    name: `${label}PRIVATE KEY`,
    rule: 'PrivateKey',
    text: privateKey(label),
  })),
  { name: '1Password service account', rule: 'OPS_TOKEN', text: serviceAccount },
];
