import { ObservabilityError } from '../errors/errors';
import { SensitiveKeys } from '../redaction/sensitive-keys';
import { Spans } from '../redaction/spans';
import { findTokens } from '../redaction/tokens';

/** One mistake in the options. */
export interface OptionProblem {
  /** Where it stands, for example `health.timeoutMs`. */
  readonly path: string;
  /** What is wrong and what to write instead, as a sentence. */
  readonly message: string;
}

/** Gathers mistakes, so that the developer sees all of them at once. No message repeats a text that was given, nor a number where none is wanted. */
export class Problems {
  readonly found: OptionProblem[] = [];

  add(path: string, message: string): void {
    this.found.push({ path, message });
  }

  /**
   * Adds the usual sentence: what kind of value stands there and what is wanted instead.
   * @param hint a sentence to add
   */
  wanted(path: string, value: unknown, wanted: string, hint = ''): void {
    const shown = isSecret(path) ? 'a value that is not shown' : describe(value);
    this.add(path, `is ${shown}; it must be ${wanted}.${hint && ` ${hint}`}`);
  }

  /** The same where a number is wanted: then one that was given is a mistake of size, and shown. */
  wantedNumber(path: string, value: unknown, wanted: string): void {
    if (typeof value !== 'number' || isSecret(path)) this.wanted(path, value, wanted);
    else this.add(path, `is the number ${value}; it must be ${wanted}.`);
  }

  /** @throws InvalidOptionsError when anything was found. */
  throwIfAny(): void {
    if (this.found.length > 0) throw InvalidOptionsError.for(this.found);
  }
}

/** The options of the module are wrong; the message lists every mistake. */
export class InvalidOptionsError extends ObservabilityError {
  readonly code = 'INVALID_OPTIONS';

  private constructor(
    lines: readonly string[],
    readonly problems: readonly OptionProblem[],
  ) {
    super(lines);
  }

  static for(problems: readonly OptionProblem[]): InvalidOptionsError {
    const count = problems.length === 1 ? 'one mistake' : `${problems.length} mistakes`;
    const lines = problems.map(({ path, message }) => `  - ${path}: ${message}`);
    return new InvalidOptionsError(
      [`The options of ObservabilityModule have ${count}:`, ...lines],
      problems,
    );
  }
}

const KEY = /^[\w$.:-]{1,60}$/;
const secrets = new SensitiveKeys();

/** The path of a key below another one. A key that is no name is not repeated: it may be anything. */
export function pathTo(path: string, key: string): string {
  const shown = KEY.test(key) && !isToken(key) ? key : `(a key of ${key.length} characters)`;
  return path ? `${path}.${shown}` : shown;
}

function isToken(key: string): boolean {
  const spans = new Spans();
  findTokens(key, spans);
  return !spans.isEmpty;
}

function isSecret(path: string): boolean {
  return secrets.has(path.slice(path.lastIndexOf('.') + 1));
}

/**
 * The kind of a value, and the value itself where it cannot hold a secret. A text can, and a
 * number: with two options swapped, a password is where a level is expected, and the error goes into a log.
 */
function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  switch (typeof value) {
    case 'string':
      return describeText(value);
    case 'boolean':
      return `the boolean ${String(value)}`;
    case 'undefined':
      return 'missing';
    case 'object':
      return value instanceof RegExp ? 'a regular expression' : 'an object';
    default:
      return `a ${typeof value}`;
  }
}

function describeText({ length }: string): string {
  if (length === 0) return 'an empty text';
  return length === 1 ? 'a text of one character' : `a text of ${length} characters`;
}
