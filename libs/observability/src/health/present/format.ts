/** The output formats of health. */
export const HEALTH_FORMATS = ['json', 'health+json', 'terminus', 'text'] as const;

export type HealthFormat = (typeof HEALTH_FORMATS)[number];

const BY_TYPE: Readonly<Record<string, HealthFormat>> = {
  'application/json': 'json',
  'application/*': 'json',
  '*/*': 'json',
  'application/health+json': 'health+json',
  'text/plain': 'text',
};

/**
 * The format requested by `?format=` or, as for Kubernetes' API server, by `?verbose`. Undefined for
 * an unknown format: a probe is not rejected for a misspelling.
 */
export function namedFormat(query: URLSearchParams): HealthFormat | undefined {
  // A plus sign in an address stands for a space.
  const name = query.get('format')?.replaceAll(' ', '+');
  const named = HEALTH_FORMATS.find((format) => format === name);
  return named ?? (query.has('verbose') ? 'text' : undefined);
}

/** The format that the `Accept` header prefers; JSON when it names none that is supported. */
export function acceptedFormat(accept = ''): HealthFormat {
  let best: HealthFormat = 'json';
  let bestWeight = 0;
  for (const range of accept.split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const format = Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : undefined;
    const weight = weightOf(parameters);
    if (format === undefined || weight <= bestWeight) continue;
    best = format;
    bestWeight = weight;
  }
  return best;
}

/** RFC 9110, 12.4.2: `q`, from 0 to 1; 1 by default. */
function weightOf(parameters: readonly string[]): number {
  const given = parameters.find((parameter) => parameter.startsWith('q='));
  return given === undefined ? 1 : Number(given.slice(2)) || 0;
}
