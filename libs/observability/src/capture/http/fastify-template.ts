const MAX_PATH_LENGTH = 2048;
const SPECIAL = /[.*+?^${}()|[\]\\]/g;
const PARAMETER = /^:\w+/;
/** Two colons are one. */
const BEFORE_PARAMETER = /^((?:[^:]|::)*):\w/;

/** References to groups, which mean other ones when patterns are joined. */
const REFERENCE = /\\(?:[1-9]|k<)/;

/** Makes the test of a route of Fastify: `/a/:id`, `/a/:id?`, `/:page(^errors$)`, `/files/*`. */
export function templateTest(url: string, isCaseSensitive: boolean): (path: string) => boolean {
  const flags = isCaseSensitive ? '' : 'i';
  const pattern = patternFor(url, flags, patternOf) ?? patternFor(url, flags, anySegment);
  return (path) => path.length <= MAX_PATH_LENGTH && (pattern?.test(path) ?? path === url);
}

/** Undefined where the app's patterns do not go together: two may use the same name for a group. */
function patternFor(url: string, flags: string, sourceIn: PatternReader): RegExp | undefined {
  try {
    return new RegExp(`^${sourceOf(url, sourceIn)}$`, flags);
  } catch {
    return undefined;
  }
}

/** Reads the pattern of a parameter; undefined for any segment. */
type PatternReader = (rest: string) => string | undefined;

const anySegment: PatternReader = () => undefined;

function sourceOf(url: string, sourceIn: PatternReader): string {
  const segments = url.split(/\/(?![^(]*\))/);
  return segments
    .map((segment, i) => {
      const start = i === 0 ? '' : '/';
      const isOptional = segment.startsWith(':') && segment.endsWith('?');
      const source = start + segmentSource(isOptional ? segment.slice(0, -1) : segment, sourceIn);
      return isOptional ? `(?:${source})?` : source;
    })
    .join('');
}

function segmentSource(segment: string, sourceIn: PatternReader): string {
  if (segment === '*') return '.*';
  const parameter = PARAMETER.exec(segment);
  const pattern = parameter && sourceIn(segment.slice(parameter[0].length));
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
  if (!rest.startsWith('(') || !rest.endsWith(')') || REFERENCE.test(rest)) return undefined;
  const source = rest.slice(1, -1).replace(/^\^/, '').replace(/\$$/, '');
  try {
    return `(?:${new RegExp(source).source})`;
  } catch {
    return undefined;
  }
}
