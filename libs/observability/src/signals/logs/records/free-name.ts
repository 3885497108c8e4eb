/** The name, or `name_2`, `name_3`, ... if the app has fields of these names, so that none is overwritten. */
export function freeName(fields: object, name: string): string {
  let free = name;
  for (let next = 2; free in fields; next += 1) free = `${name}_${String(next)}`;
  return free;
}
