import { ObservabilityError } from '../errors';
import { Redactor } from '../redaction/redactor';
import { SensitiveKeys } from '../redaction/sensitive-keys';

/** One mistake in the options. */
export interface OptionProblem {
  /** Where it stands, for example `health.timeoutMs`. */
  readonly path: string;
  /** What is wrong and what to write instead, as a sentence. */
  readonly message: string;
}

/** Gathers mistakes, so that the developer hears of all of them at once. */
export class Problems {
  readonly found: OptionProblem[] = [];

  add(path: string, message: string): void {
    this.found.push({ path, message });
  }

  /** Adds the usual sentence: what stands there and what is wanted instead. */
  wanted(path: string, value: unknown, wanted: string): void {
    const shown = isSecret(path) ? 'a value that is not shown' : describe(value);
    this.add(path, `is ${shown}; it must be ${wanted}.`);
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
    message: string,
    readonly problems: readonly OptionProblem[],
  ) {
    super(message);
  }

  static for(problems: readonly OptionProblem[]): InvalidOptionsError {
    const count = problems.length === 1 ? 'one mistake' : `${problems.length} mistakes`;
    const lines = problems.map(({ path, message }) => `  - ${path}: ${message}`);
    return new InvalidOptionsError(
      `The options of ObservabilityModule have ${count}:\n${lines.join('\n')}`,
      problems,
    );
  }
}

const LONGEST_VALUE = 60;
const redactor = new Redactor();
const secrets = new SensitiveKeys();

function isSecret(path: string): boolean {
  return secrets.has(path.slice(path.lastIndexOf('.') + 1));
}

/** The value in a form that can be printed: short, its kind named, no secret in it. */
function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  switch (typeof value) {
    case 'string':
      return `the text ${JSON.stringify(shorten(redactor.text(value)))}`;
    case 'number':
    case 'boolean':
      return `the ${typeof value} ${String(value)}`;
    case 'undefined':
      return 'missing';
    case 'object':
      return 'an object';
    default:
      return `a ${typeof value}`;
  }
}

function shorten(text: string): string {
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
