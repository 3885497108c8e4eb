/**
 * Secrets that are known by how they begin, as their makers publish it. Each form is a literal start
 * and what must follow it at least; the rest of the token is taken as long as it goes on. What must
 * follow is of a fixed length, so that a search is linear.
 */
export interface TokenForm {
  readonly start: string;
  /** The source of a regular expression without unbounded repetition. */
  readonly least: string;
  /** The characters that a token goes on with. */
  readonly rest: 'word' | 'base64' | 'url' | 'tilde';
}

const form = (starts: string, least: string, rest: TokenForm['rest'] = 'word'): TokenForm[] =>
  starts.split(' ').map((start) => ({ start, least, rest }));

export const TOKEN_FORMS: readonly TokenForm[] = [
  // Amazon Web Services: keys of users, roles and services; Bedrock; MWS.
  ...form('AKIA ASIA AROA AIDA ABIA ACCA AGPA ANPA', '[A-Z0-9]{16}(?![A-Z0-9a-z])'),
  ...form('IQoJb3JpZ2lu FwoGZXIvYXdz', '[\\w+/]{40}', 'base64'),
  ...form('ABSK', '[\\w+/]{40}', 'base64'),
  ...form('amzn.mws.', '[\\w-]{20}'),
  // GitHub, GitLab, Bitbucket, Gitea.
  ...form('ghp_ gho_ ghu_ ghs_ ghr_', '[A-Za-z0-9]{20}'),
  ...form('github_pat_', '\\w{20}'),
  ...form(
    'glpat- gldt- glrt- glcbt- glptt- glft- glimt- glagent- glsoat- gloas- glffct-',
    '[\\w-]{20}',
  ),
  ...form('GR1348941', '[\\w-]{20}'),
  ...form('ATBB', '[A-Za-z0-9]{24}'),
  ...form('ATATT3 ATCTT3', '[\\w=-]{20}', 'base64'),
  // Slack, Discord, Telegram, Teams: tokens, and addresses of webhooks, which are secrets.
  ...form(
    'xoxa- xoxb- xoxp- xoxr- xoxs- xoxo- xoxe. xoxe- xoxc- xoxd-',
    '[\\w%+/.-]{10}',
    'base64',
  ),
  ...form('xapp-', '\\d-[\\w-]{8}'),
  ...form('hooks.slack.com/', '[\\w/-]{20}', 'url'),
  ...form('discord.com/api/webhooks/ discordapp.com/api/webhooks/', '[\\w/-]{20}', 'url'),
  ...form('webhook.office.com/', '[\\w/@-]{20}', 'url'),
  ...form('mfa.', '[\\w-]{40}'),
  ...form('bot', '\\d{6,12}:[\\w-]{30}'),
  // Stripe, and who writes keys as it does; Square, PayPal, Plaid, Adyen, Razorpay.
  ...form('sk_live_ sk_test_ rk_live_ rk_test_ sk_prod_ rk_prod_ pk_secret_', '\\w{10}'),
  ...form('whsec_', '[\\w+/]{16}', 'base64'),
  ...form('sq0atp- sq0csp- sq0idp-', '[\\w-]{20}'),
  ...form('EAAA', '[\\w-]{56}'),
  ...form('EAAC', '[A-Za-z0-9]{80}'),
  ...form('access_token$production$ access_token$sandbox$', '[\\w$-]{20}'),
  ...form('access-production- access-sandbox- access-development-', '[0-9a-f-]{30}'),
  ...form('rzp_live_ rzp_test_', '\\w{14}'),
  ...form('AQE', '[\\w+/]{60}', 'base64'),
  // Models and their hosts.
  ...form('sk-', '[\\w-]{20}'),
  ...form('gsk_ xai- pplx- r8_ hf_ fw_ api_org_', '[A-Za-z0-9]{24}'),
  ...form('tgp_v1_', '[\\w-]{30}'),
  ...form('lsv2_pt_ lsv2_sk_', '[0-9a-f]{32}'),
  ...form('pcsk_ nvapi- tvly-', '[\\w-]{20}'),
  // Google, Firebase.
  ...form('AIza', '[\\w-]{35}'),
  ...form('ya29. 1//0', '[\\w-]{20}'),
  ...form('GOCSPX- GOOG1E', '[\\w-]{20}'),
  // Microsoft: a client's secret, a key of a registry or storage in Azure DevOps.
  ...form('AzCa ACR AzSe AIoT', '[\\w+/=]{45}', 'base64'),
  // Mail and messages: SendGrid, Twilio, Mailgun, Mailchimp, Postmark, Brevo, Resend.
  ...form('SG.', '[\\w-]{16}', 'base64'),
  ...form('SK AC', '[0-9a-f]{32}(?![0-9a-zA-Z])'),
  ...form('key-', '[0-9a-f]{32}'),
  ...form('xkeysib- xsmtpsib-', '[0-9a-f-]{40}'),
  ...form('re_', '[A-Za-z0-9]{8}_[A-Za-z0-9]{16}'),
  // Registries: npm, PyPI, RubyGems, NuGet, crates.io, Docker, Clojars, JFrog.
  ...form('npm_', '[A-Za-z0-9]{30}'),
  ...form('pypi-', '[\\w-]{16}'),
  ...form('rubygems_', '[0-9a-f]{40}'),
  ...form('oy2', '[a-z0-9]{43}'),
  ...form('cio', '[A-Za-z0-9]{32}(?![A-Za-z0-9])'),
  ...form('dckr_pat_ dckr_oat_', '[\\w-]{20}'),
  ...form('CLOJARS_', '[a-z0-9]{50}'),
  ...form('AKCp', '[A-Za-z0-9]{60}'),
  ...form('cmVmdGtu', '[\\w]{50}'),
  // Clouds and hosts: DigitalOcean, Heroku, Fly, Netlify, Vercel, Supabase, PlanetScale, Cloudflare, Scalingo.
  ...form('dop_v1_ doo_v1_ dor_v1_', '[0-9a-f]{40}'),
  ...form('HRKU-', '[\\w-]{30}'),
  ...form('FlyV1 fo1_ fm1_ fm2_', '[\\w+/= -]{30}', 'base64'),
  ...form('nfp_ nfc_ nfo_ nfb_ nfu_', '[A-Za-z0-9]{30}'),
  ...form('vcp_ vci_ vca_ vcr_ vck_', '[A-Za-z0-9]{20}'),
  ...form('sbp_ sb_secret_', '[\\w-]{20}'),
  ...form('pscale_tkn_ pscale_pw_ pscale_oauth_', '[\\w.=~-]{30}', 'tilde'),
  ...form('v1.0-', '[0-9a-f]{24}-[0-9a-f]{20}'),
  ...form('tk-us- tk-eu-', '[\\w-]{40}'),
  // Shops and sites: Shopify, Mapbox, Contentful, Sanity, WordPress.
  ...form('shpat_ shpca_ shppa_ shpss_', '[0-9a-fA-F]{30}'),
  ...form('sk.eyJ tk.eyJ', '[\\w-]{20}', 'base64'),
  ...form('CFPAT-', '[\\w-]{40}'),
  // Keepers of secrets: Vault, 1Password, Doppler, Infisical, age, Akeyless.
  ...form('hvs. hvb. hvr.', '[\\w-]{24}'),
  ...form('ops_eyJ', '[\\w+/=-]{40}', 'base64'),
  ...form('A3-', '[A-Z0-9]{6}-[A-Z0-9]{5}'),
  ...form('dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.', '[\\w.]{20}', 'base64'),
  ...form('AGE-SECRET-KEY-1', '[A-Z0-9]{30}'),
  // Who watches: Sentry, Grafana, New Relic, Dynatrace, Datadog, Honeycomb, Logfire, PostHog.
  ...form('sntrys_ sntryu_ sntrya_', '[\\w+/=-]{20}', 'base64'),
  ...form('glsa_ glc_', '[\\w+/=]{20}', 'base64'),
  ...form('NRAK- NRJS- NRII- NRRA- NRSP-', '[\\w-]{18}'),
  ...form('dt0c01. dt0s01. dt0s16.', '[A-Z0-9]{24}', 'base64'),
  ...form('hcaik_ hcxik_ hcxlk_', '[a-z0-9]{30}'),
  ...form('phx_ phs_', '\\w{30}'),
  ...form('pylf_v1_', '\\w{30}'),
  // Builds and infrastructure: Terraform, Pulumi, Databricks, CircleCI, Buildkite, Snyk, Sonar, Postman, Prefect.
  ...form('pul-', '[0-9a-f]{40}'),
  ...form('dapi dkea dose', '[0-9a-f]{32}'),
  ...form('CCIPAT_ CCIPRJ_', '\\w{20}'),
  ...form('bkua_ bkaa_', '[0-9a-f]{40}'),
  ...form('snyk_', '[\\w.-]{30}', 'base64'),
  ...form('sqp_ sqa_ squ_', '[0-9a-f]{40}'),
  ...form('PMAK-', '[0-9a-f]{24}-[0-9a-f]{20}'),
  ...form('PMAT-', '[0-9A-Z]{26}'),
  ...form('aio_', '[A-Za-z0-9]{28}'),
  ...form('ico-', '[A-Za-z0-9]{32}'),
  ...form('API-', '[A-Z0-9]{26}(?![A-Z0-9])'),
  ...form('sha256~', '[\\w-]{43}'),
  ...form('sgp_', '[0-9a-f_]{40}'),
  ...form('npg_', '[A-Za-z0-9]{12}'),
  ...form('CCDB1_', '\\w{40}'),
  ...form('AVNS_', '[\\w-]{16}'),
  ...form('mdb_sa_sk_', '[\\w-]{30}'),
  ...form(
    'sdk- waka_ xaat- xapt- xait-',
    '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
  ),
  ...form('ddp_ ddo_', '[A-Za-z0-9]{30}'),
  ...form('rnd_', '[A-Za-z0-9]{26}'),
  ...form('AQVN', '[\\w-]{30}'),
  ...form('y0_ t1.', '[\\w-]{40}', 'base64'),
  ...form('hooks.zapier.com/', '[\\w/-]{16}', 'url'),
  ...form('pnu_', '[A-Za-z0-9]{36}'),
  ...form('tskey-', '[\\w-]{20}'),
  ...form('cfut_ cfat_ cfk_', '[\\w-]{30}'),
  // Work: Linear, Notion, Figma, Asana, Airtable, Typeform, ReadMe, Frame.io, Intercom, HubSpot, Zendesk.
  ...form('lin_api_ lin_oauth_', '[A-Za-z0-9]{20}'),
  ...form('ntn_ secret_', '[A-Za-z0-9]{40}'),
  ...form('figd_ figo_ figu_', '[\\w-]{20}'),
  ...form('pat', '[A-Za-z0-9]{14}\\.[0-9a-f]{60}', 'base64'),
  ...form('tfp_', '[\\w.=-]{40}', 'base64'),
  ...form('rdme_', '[a-z0-9]{60}'),
  ...form('fio-u-', '[\\w=-]{40}'),
  ...form('pat-na1- pat-na2- pat-eu1-', '[0-9A-Fa-f-]{36}'),
  // Money: Coinbase and others with keys in PEM are known by that; Flutterwave, Paystack, Lob.
  ...form('FLWSECK- FLWSECK_TEST-', '[\\w-]{20}'),
  ...form('live_ test_', '[0-9a-f]{32}'),
  ...form('duffel_live_ duffel_test_', '[\\w-]{30}'),
  ...form('EZAK EZTK', '[A-Za-z0-9]{50}'),
  ...form('shippo_live_ shippo_test_', '[0-9a-f]{30}'),
  // Others that many apps have: Algolia has no form; Clerk, Auth0 and Supabase use JWT; Liveblocks, Ngrok, Okta.
  ...form('sk_dev_ sk_', '[A-Za-z0-9]{40}'),
  ...form('p8e-', '[a-z0-9]{32}'),
  ...form('eyJrIjoi', '[\\w=-]{40}', 'base64'),
];
