/** One of each kind, so that a page or a line that shows it can be told from all others. */
export const SECRETS = {
  query: 'planted-in-the-query',
  queryJson: 'planted-in-json-in-the-query',
  path: 'planted-in-the-path',
  authorization: 'planted-in-authorization',
  cookie: 'planted-in-a-cookie',
  apiKey: 'planted-in-an-api-key',
  refererPath: 'planted-in-the-path-of-the-referer',
  refererQuery: 'planted-in-the-query-of-the-referer',
  agent: 'planted-in-the-user-agent',
  body: 'planted-in-the-body',
  bodyDeep: 'planted-deep-in-the-body',
  bodyJson: 'planted-in-json-in-the-body',
  card: '4111 1111 1111 1111',
  webToken: ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiJwbGFudGVkIn0', 'c2lnbmVkIGJ5IGEgdGVzdA'].join('.'),
  privateKey: 'PLANTEDcwggSjAgEAAoIBAQC7VJTUt9Us8cKj',
  message: 'planted-in-the-message',
  cause: 'planted-in-the-cause',
  logField: 'planted-in-a-field-of-the-log',
  logText: 'planted-in-a-text-of-the-log',
  database: 'planted-in-the-address-of-the-database',
  redis: 'planted-in-the-address-of-redis',
  service: 'planted-in-the-address-of-a-service',
  health: 'planted-in-a-health-message',
  healthDetail: 'planted-in-a-detail-of-a-health-check',
  span: 'planted-on-a-span',
  breadcrumb: 'planted-in-a-breadcrumb',
  tracked: 'planted-in-a-tracked-error',
  custom: 'cust-4711-planted',
} as const;

/** A body as a client may send it: nested, with keys in any case, JSON in a text. */
export const BODY = {
  item: 'tea',
  user: {
    name: 'ada',
    PassWord: SECRETS.body,
    addresses: [{ street: { 'Door-Pin': SECRETS.bodyDeep } }],
  },
  payment: { paidBy: SECRETS.card },
  forwarded: JSON.stringify({ 'client-secret': SECRETS.bodyJson, amount: 7 }),
  note: `signed ${SECRETS.webToken}`,
};

/** A request that brings a secret in every place that has room for one. */
export function sendSecrets(base: string, method = 'POST'): Promise<Response> {
  const filter = encodeURIComponent(JSON.stringify({ user: { password: SECRETS.queryJson } }));
  return fetch(`${base}/reset/${SECRETS.path}?token=${SECRETS.query}&page=1&filter=${filter}`, {
    method,
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${SECRETS.authorization}`,
      cookie: `sid=${SECRETS.cookie}; theme=dark`,
      'x-api-key': SECRETS.apiKey,
      referer: `https://shop.example/reset/${SECRETS.refererPath}?token=${SECRETS.refererQuery}`,
      'user-agent': `bot/1 (token=${SECRETS.agent})`,
    },
    ...(method === 'POST' && { body: JSON.stringify(BODY) }),
  });
}

/** The names of the secrets that stand in a text. */
export function secretsIn(text: string): string[] {
  return Object.entries(SECRETS)
    .filter(([, secret]) => text.includes(secret))
    .map(([name]) => name);
}
