import { rules } from '../core';
import type { Rule } from '../core';

/** Services are identified by their names: two of one name would overwrite each other's details. */
export const uniqueNames: Rule = (value, at, problems) => {
  if (!Array.isArray(value)) return;
  const taken = new Map<unknown, number>();
  value.forEach((service: unknown, i) => {
    const name = rules.isPlainObject(service) ? service['name'] : undefined;
    if (name === undefined) return;
    const other = taken.get(name);
    if (other === undefined) taken.set(name, i);
    else
      problems.add(
        `${at}[${i}].name`,
        `is the same name as ${at}[${other}].name; each needs its own.`,
      );
  });
};
