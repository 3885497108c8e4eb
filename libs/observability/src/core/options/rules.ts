import { closest } from './closest';
import { pathTo } from './problems';
import type { Problems } from './problems';

/** Looks at one value and adds what is wrong with it. Undefined never reaches a rule: it means the default. */
export type Rule = (value: unknown, path: string, problems: Problems) => void;

/** A rule for an object, which lists the keys that it knows. */
export interface SectionRule extends Rule {
  readonly keys: Readonly<Record<string, Rule>>;
}

/** The rules of an object, one for each key that its type has; so neither can forget the other. */
export type RulesFor<T> = { readonly [K in keyof Required<T>]: Rule };

/** An object of known keys; an unknown one is answered by the nearest known. */
export function section<T extends object>(rules: RulesFor<T>): SectionRule {
  const known = Object.keys(rules);
  const check: Rule = (value, path, problems) => {
    if (!isPlainObject(value)) {
      problems.wanted(path || 'options', value, 'an object');
      return;
    }
    for (const [key, item] of Object.entries(value)) {
      const at = pathTo(path, key);
      if (!known.includes(key)) problems.add(at, unknownKey(key, known));
      else if (item !== undefined) (rules as Record<string, Rule>)[key]?.(item, at, problems);
    }
  };
  return Object.assign(check, { keys: rules });
}

/** A section some of whose keys must be there. */
export function sectionWith<T extends object>(
  rules: RulesFor<T>,
  required: readonly (keyof T & string)[],
): SectionRule {
  const ofSection = section<T>(rules);
  const check: Rule = (value, path, problems) => {
    ofSection(value, path, problems);
    if (!isPlainObject(value)) return;
    for (const key of required) {
      if (value[key] === undefined) problems.add(pathTo(path, key), 'is missing; it is required.');
    }
  };
  return Object.assign(check, { keys: rules });
}

export function number({ min, max }: { min: number; max: number }): Rule {
  return (value, path, problems) => {
    const isFine = typeof value === 'number' && value >= min && value <= max;
    if (!isFine) problems.wantedNumber(path, value, `a number from ${min} to ${max}`);
  };
}

/** So many things. */
export function wholeNumber({ min, max }: { min: number; max: number }): Rule {
  return (value, path, problems) => {
    const isFine = Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
    if (!isFine) problems.wantedNumber(path, value, `a whole number from ${min} to ${max}`);
  };
}

/** A port to listen at; 0 takes any that is free. */
export const port: Rule = (value, path, problems) => {
  const isFine = Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 65_535;
  if (!isFine) problems.wantedNumber(path, value, 'a port number from 0 to 65535');
};

/** A time in milliseconds. */
export function milliseconds({ min, max }: { min: number; max: number }): Rule {
  return (value, path, problems) => {
    const isFine = Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
    if (!isFine)
      problems.wantedNumber(path, value, `a whole number of milliseconds from ${min} to ${max}`);
  };
}

export function text(pattern = /\S/, wanted = 'a text that is not empty'): Rule {
  return (value, path, problems) => {
    if (typeof value !== 'string' || !pattern.test(value)) problems.wanted(path, value, wanted);
  };
}

/** One word of few; a near miss is answered by the word that was probably meant. */
export function oneOf(...allowed: readonly string[]): Rule {
  const wanted = allowed.map((word) => JSON.stringify(word)).join(' or ');
  return (value, path, problems) => {
    if (allowed.includes(value as string)) return;
    const near = typeof value === 'string' ? closest(value, allowed) : undefined;
    problems.wanted(path, value, wanted, near && `Did you mean "${near}"?`);
  };
}

export const boolean: Rule = (value, path, problems) => {
  if (typeof value !== 'boolean') problems.wanted(path, value, 'true or false');
};

export const func: Rule = (value, path, problems) => {
  if (typeof value !== 'function') problems.wanted(path, value, 'a function');
};

export function listOf(rule: Rule): Rule {
  return (value, path, problems) => {
    if (!Array.isArray(value)) problems.wanted(path, value, 'a list');
    else value.forEach((item, i) => rule(item, `${path}[${i}]`, problems));
  };
}

/** An object with any keys, whose values all obey one rule. */
export function mapOf(rule: Rule): Rule {
  return (value, path, problems) => {
    if (!isPlainObject(value)) {
      problems.wanted(path, value, 'an object');
      return;
    }
    for (const [key, item] of Object.entries(value)) {
      if (item !== undefined) rule(item, pathTo(path, key), problems);
    }
  };
}

/** An object of texts under any keys; values may be secrets and are not shown. */
export const texts: Rule = (value, path, problems) => {
  const isFine =
    isPlainObject(value) && Object.values(value).every((item) => typeof item === 'string');
  if (!isFine) problems.add(path, 'must be an object whose values are texts.');
};

/** An http or https address. */
export const httpUrl: Rule = (value, path, problems) => {
  const protocol = typeof value === 'string' && URL.canParse(value) ? new URL(value).protocol : '';
  if (protocol !== 'http:' && protocol !== 'https:') {
    problems.wanted(path, value, 'a URL that begins with http:// or https://');
  }
};

/** An object that has the methods. */
export function objectWith(...methods: readonly string[]): Rule {
  const wanted = `an object with ${methods.map((method) => `${method}()`).join(' and ')}`;
  return (value, path, problems) => {
    const record = value as Record<string, unknown> | null;
    const isFine =
      typeof value === 'object' && methods.every((name) => typeof record?.[name] === 'function');
    if (!isFine) problems.wanted(path, value, wanted);
  };
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unknownKey(key: string, known: readonly string[]): string {
  const near = closest(key, known);
  const hint = near ? `Did you mean "${near}"?` : `Known here: ${known.join(', ')}.`;
  return `is not an option. ${hint}`;
}
