/** How the redactor is given something. */
type Way = 'text' | 'url' | 'value' | 'headers' | 'error';

/** A leak that was reported of another program, as it would be one of ours. */
export interface ReportedLeak {
  /** The address of the report. */
  readonly name: string;
  readonly way: Way;
  /** What is redacted, with a secret in it. */
  readonly with: (secret: string) => unknown;
  /** What must still stand there. */
  readonly kept?: readonly string[];
}

const GITHUB = 'https://github.com/';
const PEM = (body: string, separator: string): string =>
  ['-----BEGIN RSA PRIVATE KEY-----', body, '-----END RSA PRIVATE KEY-----'].join(separator);

function leak(
  way: Way,
  report: string,
  withSecret: ReportedLeak['with'],
  ...kept: readonly string[]
): ReportedLeak {
  return { name: GITHUB + report, way, with: withSecret, kept };
}

function errorOf(message: string, fields: object): Error {
  return Object.assign(new Error(message), fields);
}

const encoded = encodeURIComponent;

const IN_MESSAGES: readonly ReportedLeak[] = [
  leak('text', 'getsentry/sentry/pull/5826', (s) => `GET https://bob:${s}@api.example.com/x: 500`),
  leak('text', 'getsentry/sentry/issues/2260', (s) => `Error 110: redis://:${s}@redis:6379/0.`),
  leak('text', 'getsentry/sentry/issues/76846', (s) => `password:${s};`),
  leak('text', 'first-tree-ai/first-tree/issues/1639', (s) => `https://x:${s}@git.example/a.git`),
  leak(
    'text',
    'Sidd27/infrawise/issues/46',
    (s) => `connect ECONNREFUSED admin:${encoded(s)}@db:3306`,
  ),
  leak('text', 'risingwavelabs/risingwave/issues/19766', (s) => `postgresql://h/db?password=${s}`),
  leak(
    'text',
    'OpenIdentityPlatform/OpenDJ/pull/876',
    (s) => `Connection refused: password=${s} for user u at h:5432`,
    'for user u at h:5432',
  ),
  leak('text', 'ing-bank/cassandra-jdbc-wrapper/issues/71', (s) => `[password=${s}, user=joe]`),
  leak('text', 'prisma/orm/issues/24268', (s) => `user={B\\A};password=${s};trust=true;`),
  leak(
    'text',
    'prisma/orm/issues/283',
    (s) => `postgresql://m@ppdm:${encoded(s)}@db.example.com:5432/a`,
  ),
  leak('text', 'oliver006/redis_exporter/issues/486', (s) => `Options{User:"", Password:"${s}"`),
  leak('text', 'gitleaks/gitleaks/pull/1336', (s) => `sasl_password=${s}`),
  leak('text', 'rails/rails/issues/41145', (s) => `unexpected token at '{"user":{"ssn":"${s}"}'`),
  leak('text', 'absinthe-graphql/absinthe/issues/881', (s) => `signIn(a: "x", password: "${s}")`),
  leak(
    'text',
    'MemberJunction/MJ/issues/2691',
    (s) => `invalid value { Name: "x", secret: "${s}" }`,
  ),
  leak('text', 'open-telemetry/opentelemetry-rust/issues/3021', (s) => `no match: Bearer ${s}", x`),
  leak(
    'text',
    'open-telemetry/opentelemetry-rust/issues/3370',
    (s) => `("authorization", "Bearer ${s}")`,
  ),
  leak('text', 'DataDog/dd-trace-js/pull/2383', (s) => `q=Bearer ${s}`),
  leak('text', 'opentiny/tiny-pro/pull/235', (s) => `Cookie: theme=dark; refresh=${s}`),
  leak('text', 'trufflesecurity/trufflehog/issues/2338', (s) => PEM(`MIIC${s} ${s}`, ' ')),
  leak('text', 'aquasecurity/trivy/issues/2504', (s) => `{"rsa": "${PEM(`MIIC${s}`, '\\n')}\\n"}`),
];

const IN_ADDRESSES: readonly ReportedLeak[] = [
  leak(
    'url',
    'getsentry/sentry/issues/3202',
    (s) => `/a?page=2&access_token=${encoded(s)}`,
    '/a?page=2',
  ),
  leak(
    'url',
    'getsentry/sentry-ruby/pull/3033',
    (s) => `/u?user[password]=${encoded(s)}&a=1`,
    'a=1',
  ),
  leak('url', 'padrino/padrino-contrib/pull/22', (s) => `/u?account[user][password]=${encoded(s)}`),
  leak('url', 'TracecatHQ/tracecat/pull/2698', (s) => `/x?foo=bar;token=${encoded(s)}`),
  leak(
    'url',
    'DataDog/dd-trace-java/pull/3790',
    (s) => `/a?json="token":"${s}"&key=val`,
    'key=val',
  ),
  leak(
    'url',
    'DataDog/dd-trace-js/pull/8704',
    (s) => `/a?token=${encoded(s)}T10:00:00Z${encoded(s)}`,
  ),
  leak(
    'url',
    'aws-observability/aws-otel-js-instrumentation/pull/514',
    (s) => `/k?X-Amz-Expires=60&X-Amz-Signature=${encoded(s)}&X-Amz-Security-Token=${encoded(s)}`,
    'X-Amz-Expires=60',
  ),
  leak(
    'url',
    'open-telemetry/opentelemetry-js/issues/5741',
    (s) =>
      `/b?sv=2022-11-02&sig=${encoded(s)}&Signature=${encoded(s)}&X-Goog-Signature=${encoded(s)}`,
    'sv=2022-11-02',
  ),
  leak(
    'text',
    'rails/rails/pull/14055',
    (s) => `Redirected to http://h/two?password=${encoded(s)}`,
  ),
  leak('text', 'natlas/natlas/issues/139', (s) => `referer: https://h/reset?token=${encoded(s)}`),
];

const IN_VALUES: readonly ReportedLeak[] = [
  leak('value', 'axios/axios/issues/6919', (s) => ({ config: { headers: { Authorization: s } } })),
  leak('value', 'isomerpages/isomercms-backend/pull/763', (s) => ({
    request: {
      res: { req: { _header: `GET / HTTP/1.1\r\nAuthorization: token ${s}\r\nHost: x` } },
    },
  })),
  leak('value', 'tomquist/hm2mqtt/pull/435', (s) => ({
    broker: { password: s, url: `mqtt://u:${s}@h` },
  })),
  leak('value', 'oliver006/redis_exporter/issues/609', (s) => ({ config: { requirepass: s } })),
  leak('value', 'AndrewKeig/express-validation/issues/129', (s) => ({
    details: { body: [{ path: ['password'], context: { limit: 12, value: s, key: 'password' } }] },
  })),
  leak('value', 'rhesis-ai/rhesis/pull/2484', (s) => ({
    detail: [{ type: 'missing', loc: ['body', 'email'], input: { password: s } }],
  })),
  leak('headers', 'iamolegga/nestjs-pino/issues/2168', (s) => ({
    cookie: `theme=${s}; sid=${s}`,
    'set-cookie': [`sid=${s}; Path=/; HttpOnly`],
  })),
  leak('headers', 'pinojs/restify-pino-logger/issues/5', (s) => ({
    authorization: `Basic ${s}`,
    'x-api-key': s,
  })),
];

const IN_ERRORS: readonly ReportedLeak[] = [
  leak('error', 'typeorm/typeorm/issues/3555', (s) =>
    errorOf('duplicate key value violates unique constraint "UQ_97"', {
      code: '23505',
      detail: `Key (email)=(${s}) already exists.`,
      constraint: 'UQ_97',
      query: `INSERT INTO users VALUES ('${s}')`,
      parameters: [s],
      table: 'users',
    }),
  ),
  leak('error', 'typeorm/typeorm/issues/1386', (s) =>
    errorOf(`ER_DUP_ENTRY: Duplicate entry '${s}' for key 'email'`, {
      code: 'ER_DUP_ENTRY',
      errno: 1062,
      sqlMessage: `Duplicate entry '${s}' for key 'email'`,
      parameters: ['joe', s],
    }),
  ),
  leak('error', 'automagik-dev/omni/issues/1069', (s) =>
    errorOf(
      `Failed query: select "id" from "api_keys" where "key_hash" = $1\nparams: ${s},active`,
      {
        query: 'select "id"',
        params: [s, 'active'],
        cause: errorOf('read ECONNRESET', { code: 'ECONNRESET' }),
      },
    ),
  ),
  leak('error', 'pubkey/rxdb/pull/8248', (s) =>
    errorOf('RxError (EN2): the password is too short', { parameters: { password: s } }),
  ),
];

/** Leaks from the trackers of loggers, scrubbers, drivers and scanners, one of each kind. */
export const REPORTED_LEAKS: readonly ReportedLeak[] = [
  ...IN_MESSAGES,
  ...IN_ADDRESSES,
  ...IN_VALUES,
  ...IN_ERRORS,
];
