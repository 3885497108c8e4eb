const MAX_PATH_LENGTH = 2048;
const SPECIAL = /[.*+?^${}()|[\]\\]/g;
const PARAMETER = /^:\w+/;
/** Two colons are one. */
const BEFORE_PARAMETER = /^((?:[^:]|::)*):\w/;

/** Makes the test of a route of Fastify: `/a/:id`, `/a/:id?`, `/:page(^errors$)`, `/files/*`. */
export function templateTest(url: string, isCaseSensitive: boolean): (path: string) => boolean {
  const pattern = new RegExp(`^${sourceOf(url)}$`, isCaseSensitive ? '' : 'i');
  return (path) => path.length <= MAX_PATH_LENGTH && pattern.test(path);
}

function sourceOf(url: string): string {
  const segments = url.split(/\/(?![^(]*\))/);
  return segments
    .map((segment, i) => {
      const start = i === 0 ? '' : '/';
      const isOptional = segment.startsWith(':') && segment.endsWith('?');
      const source = start + segmentSource(isOptional ? segment.slice(0, -1) : segment);
      return isOptional ? `(?:${source})?` : source;
    })
    .join('');
}

function segmentSource(segment: string): string {
  if (segment === '*') return '.*';
  const parameter = PARAMETER.exec(segment);
  const pattern = parameter && patternOf(segment.slice(parameter[0].length));
  if (pattern) return pattern;
  // Of several parameters in one segment, which part is which does not matter.
  const [, start] = BEFORE_PARAMETER.exec(segment) ?? [];
  return start === undefined ? literal(segment) : `${literal(start)}[^/]+`;
}

function literal(text: string): string {
  return text.replaceAll('::', ':').replace(SPECIAL, (sign) => (sign === '*' ? '.*' : `\\${sign}`));
}

/** The pattern in parentheses, where it is one. */
function patternOf(rest: string): string | undefined {
  if (!rest.startsWith('(') || !rest.endsWith(')')) return undefined;
  const source = rest.slice(1, -1).replace(/^\^/, '').replace(/\$$/, '');
  try {
    return `(?:${new RegExp(source).source})`;
  } catch {
    return undefined;
  }
}
