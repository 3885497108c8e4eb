import * as fc from 'fast-check';
import { charactersOf } from './hard-values';

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = UPPER.toLowerCase();
const DIGITS = '0123456789';
const HEX = '0123456789abcdef';
const ALPHABETS: Readonly<Record<string, string>> = {
  A: UPPER + DIGITS,
  B: `${UPPER}234567`,
  a: LOWER + DIGITS,
  d: DIGITS,
  h: HEX,
  H: HEX.toUpperCase(),
  w: UPPER + LOWER + DIGITS,
  u: `${UPPER + LOWER + DIGITS}-_`,
  b: `${UPPER + LOWER + DIGITS}+/`,
  t: `${UPPER + LOWER + DIGITS}~._-`,
  z: 'ACDEFGHJKLMNPQRTUVWXY023456789',
};
const PART = /<(\w)(\d+)>/g;

/**
 * A token by its maker's form: `ghp_<w36>` is `ghp_` and 36 characters of the alphabet `w`. Made at
 * run time, so that a scanner finds no secret in these files.
 */
export function tokenOf(form: string): fc.Arbitrary<string> {
  const parts: fc.Arbitrary<string>[] = [];
  let done = 0;
  for (const { 0: part, 1: alphabet = '', 2: length, index } of form.matchAll(PART)) {
    parts.push(fc.constant(form.slice(done, index)));
    parts.push(charactersOf(ALPHABETS[alphabet] ?? '', Number(length)));
    done = index + part.length;
  }
  return fc.tuple(...parts, fc.constant(form.slice(done))).map((texts) => texts.join(''));
}

/**
 * The random parts of such a token: hosts, prefixes and short numbers of accounts may stay, these
 * may not.
 */
export function randomPartsOf(form: string): (token: string) => readonly string[] {
  const lengths = [...form.matchAll(PART)].map(([, , length]) => Number(length));
  const isLong = lengths.some((length) => length >= MIN_RANDOM);
  return (token) => {
    const parts = patternOf(form).exec(token)?.slice(1) ?? [token];
    return isLong ? parts.filter(({ length }) => length >= MIN_RANDOM) : parts;
  };
}

function patternOf(form: string): RegExp {
  const fixed = form.split(/<\w\d+>/).map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const parts = [...form.matchAll(PART)].map(([, , length]) => `([^]{${length}})`);
  return new RegExp(fixed.map((text, i) => text + (parts[i] ?? '')).join(''));
}

const MIN_RANDOM = 14;
const UUID = '<h8>-<h4>-4<h3>-a<h3>-<h12>';

/** The makers' documented forms, by maker. */
export const VENDOR_FORMS: Readonly<Record<string, string>> = {
  'AWS access key': 'AKIA<B16>',
  'AWS temporary access key': 'ASIA<B16>',
  'AWS session token': 'IQoJb3JpZ2luX2Vj<b120>',
  'AWS Bedrock key': 'ABSK<b109>=',
  'GitHub classic': 'ghp_<w36>',
  'GitHub OAuth': 'gho_<w36>',
  'GitHub user': 'ghu_<w36>',
  'GitHub server': 'ghs_<w36>',
  'GitHub refresh': 'ghr_<w76>',
  'GitHub fine-grained': 'github_pat_<w22>_<w59>',
  'GitLab personal': 'glpat-<u20>',
  'GitLab personal routable': 'glpat-<u27>.<a2>.<a9>',
  'GitLab deploy': 'gldt-<u20>',
  'GitLab runner': 'glrt-<u20>',
  'GitLab runner registration': 'GR1348941<u20>',
  'GitLab CI job': 'glcbt-64_<u20>',
  'GitLab trigger': 'glptt-<h40>',
  'GitLab feed': 'glft-<u20>',
  'GitLab OAuth secret': 'gloas-<h64>',
  'Slack bot': 'xoxb-<d12>-<d12>-<w24>',
  'Slack user': 'xoxp-<d12>-<d12>-<d12>-<h32>',
  'Slack app': 'xapp-1-A<A10>-<d13>-<h64>',
  'Slack rotating': 'xoxe.xoxp-1-<w160>',
  'Slack refresh': 'xoxe-1-<w146>',
  'Slack webhook': 'https://hooks.slack.com/services/T<A8>/B<A10>/<w24>',
  'Slack workflow': 'https://hooks.slack.com/workflows/T<A8>/A<A10>/<d18>/<w24>',
  'Slack trigger': 'https://hooks.slack.com/triggers/T<A8>/<d13>/<h32>',
  'Stripe live': 'sk_live_<w24>',
  'Stripe long': 'sk_live_51<w97>',
  'Stripe test': 'sk_test_<w24>',
  'Stripe restricted': 'rk_live_<w24>',
  'Stripe webhook': 'whsec_<w32>',
  'Twilio key': 'SK<h32>',
  SendGrid: 'SG.<u22>.<u43>',
  'Mailgun old': 'key-<h32>',
  'Mailgun new': '<h32>-<h8>-<h8>',
  Mailchimp: '<h32>-us12',
  'Brevo API': 'xkeysib-<h64>-<w16>',
  'Brevo SMTP': 'xsmtpsib-<h64>-<w16>',
  'Google API': 'AIza<u35>',
  'Google OAuth secret': 'GOCSPX-<u28>',
  'Google access': 'ya29.<u68>',
  'Google refresh': '1//0<u60>',
  'Firebase messaging': 'AAAA<u7>:<u140>',
  'Azure AD secret': '<w3>8Q~<t31>',
  'Azure storage key': '<b76>+ASt<b6>==',
  'Azure common key': '<w52>JQQJ99<w26>',
  'Azure DevOps': '<w76>AZDO<w4>',
  'Azure functions': '<u42>AzFu<u6>==',
  npm: 'npm_<w36>',
  PyPI: 'pypi-AgEIcHlwaS5vcmc<u90>',
  'Docker personal': 'dckr_pat_<u27>',
  'Docker organisation': 'dckr_oat_<u32>',
  'Hugging Face': 'hf_<w34>',
  'Hugging Face organisation': 'api_org_<w34>',
  'OpenAI old': 'sk-<w20>T3BlbkFJ<w20>',
  'OpenAI project': 'sk-proj-<u74>T3BlbkFJ<u74>',
  'OpenAI service': 'sk-svcacct-<u58>T3BlbkFJ<u58>',
  'OpenAI admin': 'sk-admin-<u58>T3BlbkFJ<u58>',
  Anthropic: 'sk-ant-api03-<u93>AA',
  'Anthropic admin': 'sk-ant-admin01-<u93>AA',
  OpenRouter: 'sk-or-v1-<h64>',
  Groq: 'gsk_<w52>',
  xAI: 'xai-<w80>',
  Perplexity: 'pplx-<w48>',
  Replicate: 'r8_<w37>',
  LangSmith: 'lsv2_pt_<h32>_<h10>',
  Pinecone: 'pcsk_<w6>_<w63>',
  NVIDIA: 'nvapi-<u64>',
  Tavily: 'tvly-<w32>',
  'DigitalOcean personal': 'dop_v1_<h64>',
  'DigitalOcean OAuth': 'doo_v1_<h64>',
  'DigitalOcean refresh': 'dor_v1_<h64>',
  'Shopify access': 'shpat_<h32>',
  'Shopify custom': 'shpca_<h32>',
  'Shopify private': 'shppa_<h32>',
  'Shopify secret': 'shpss_<h32>',
  'Vault service': 'hvs.<u95>',
  'Vault batch': 'hvb.<u140>',
  'Sentry user': 'sntryu_<h64>',
  'Sentry organisation': 'sntrys_eyJ<w100>=_<b43>',
  'Sentry DSN with a secret': 'https://<h32>:<h32>@o1.ingest.sentry.io/1',
  'Discord bot': 'M<w23>.<u6>.<u38>',
  'Discord webhook': 'https://discord.com/api/webhooks/<d18>/<u68>',
  Telegram: '<d10>:AA<u33>',
  'Telegram address': 'https://api.telegram.org/bot<d10>:AA<u33>/getMe',
  'Linear API': 'lin_api_<w40>',
  'Linear OAuth': 'lin_oauth_<h64>',
  'Notion old': 'secret_<w43>',
  'Notion new': 'ntn_<d11><w35>',
  Figma: 'figd_<u40>',
  'Atlassian API': 'ATATT3xFfGF0<u180>',
  'Atlassian connect': 'ATCTT3xFfGN0<u180>',
  'Bitbucket app': 'ATBB<w32>',
  'Cloudflare origin CA': 'v1.0-<h24>-<h146>',
  'New Relic user': 'NRAK-<A27>',
  'New Relic insert': 'NRII-<u32>',
  'New Relic licence': 'eu01xx<h30>NRAL',
  'Grafana service': 'glsa_<w32>_<h8>',
  'Grafana cloud': 'glc_eyJ<w100>=',
  'Grafana old': 'eyJrIjoi<w90>=',
  Databricks: 'dapi<h32>-2',
  'Doppler personal': 'dp.pt.<w43>',
  'Doppler service': 'dp.st.prd.<w43>',
  'Fly macaroon': 'fm2_<b120>==',
  'Fly old': 'fo1_<u43>',
  'Heroku new': 'HRKU-AA<u58>',
  Netlify: 'nfp_<w36>',
  'Supabase personal': 'sbp_<h40>',
  'Supabase secret': 'sb_secret_<u31>',
  'PlanetScale password': 'pscale_pw_<t43>',
  'PlanetScale token': 'pscale_tkn_<t43>',
  Postman: 'PMAK-<h24>-<h34>',
  'Square access': 'EAAA<u60>',
  'Square OAuth': 'sq0csp-<u43>',
  'Square old': 'sq0atp-<u22>',
  Braintree: 'access_token$production$<a16>$<h32>',
  Plaid: `access-production-${UUID}`,
  'JSON Web Token': 'eyJhbGciOiJIUzI1NiJ9.eyJ<u60>.<u43>',
  'JSON Web Encryption': 'eyJhbGciOiJSU0EtT0FFUCJ9.<u80>.<u16>.<u60>.<u22>',
  age: 'AGE-SECRET-KEY-1<z58>',
  '1Password service': 'ops_eyJ<w250>',
  '1Password secret key': 'A3-<A6>-<A6>-<A5>-<A5>-<A5>',
  Pulumi: 'pul-<h40>',
  'Terraform Cloud': '<w14>.atlasv1.<u64>',
  RubyGems: 'rubygems_<h48>',
  NuGet: 'oy2<a43>',
  CircleCI: 'CCIPAT_<w22>_<h40>',
  Buildkite: 'bkua_<h40>',
  Adafruit: 'aio_<w28>',
  Airtable: 'pat<w14>.<h64>',
  Clojars: 'CLOJARS_<a60>',
  Contentful: 'CFPAT-<u43>',
  'crates.io': 'cio<w32>',
  Duffel: 'duffel_live_<u43>',
  Dynatrace: 'dt0c01.<B24>.<B64>',
  EasyPost: 'EZAK<w54>',
  Facebook: 'EAAC<w120>',
  Flutterwave: 'FLWSECK-<h32>-X',
  'Frame.io': 'fio-u-<u64>',
  HubSpot: `pat-na1-${UUID}`,
  Infracost: 'ico-<w32>',
  JFrog: 'AKCp<w69>',
  'JFrog reference': 'cmVmdGtu<w56>',
  Lob: 'live_<h35>',
  OctopusDeploy: 'API-<A26>',
  OpenShift: 'sha256~<u43>',
  Prefect: 'pnu_<a36>',
  ReadMe: 'rdme_<a70>',
  Scalingo: 'tk-us-<u48>',
  Shippo: 'shippo_live_<h40>',
  Sourcegraph: 'sgp_<h16>_<h40>',
  Typeform: 'tfp_<u59>',
  'Zapier webhook': 'https://hooks.zapier.com/hooks/catch/<d8>/<a7>/',
  'Teams webhook': `https://acme.webhook.office.com/webhookb2/${UUID}@${UUID}/IncomingWebhook/<h32>/${UUID}`,
  Neon: 'npg_<w16>',
  CockroachDB: 'CCDB1_<w22>_<w40>',
  Aiven: 'AVNS_<u19>',
  'MongoDB Atlas': 'mdb_sa_sk_<u40>',
  LaunchDarkly: `sdk-${UUID}`,
  Resend: 're_<w8>_<w24>',
  Razorpay: 'rzp_live_<w14>',
  Ably: '<w6>.<w6>:<u43>',
  Tailscale: 'tskey-auth-<w17>-<w32>',
  Cloudinary: 'cloudinary://<d15>:<u27>@acme',
  WakaTime: `waka_${UUID}`,
  Deno: 'ddp_<w36>',
  SonarQube: 'squ_<h40>',
  'SonarQube project': 'sqp_<h40>',
  Axiom: `xaat-${UUID}`,
  PostHog: 'phx_<w43>',
  Render: 'rnd_<w32>',
  Yandex: 'AQVN<u36>',
  'Basic credentials': 'Basic <w30>==',
  'Bearer opaque': 'Bearer <t40>',
  'Bearer with bars': 'Bearer 12|<w40>',
  'PostgreSQL address': 'postgres://ada:<w16>@db:5432/shop',
  'MongoDB address': 'mongodb+srv://ada:<w16>@cluster0.ab1cd.mongodb.net/shop',
  'Redis address': 'rediss://:<w24>@cache:6380/0',
  'AMQP address': 'amqps://ada:<w16>@mq/%2F',
  'MySQL DSN': 'ada:<w16>@tcp(db:3306)/shop',
};
