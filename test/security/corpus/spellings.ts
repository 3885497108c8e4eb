/** How a name of several words is written, by the custom of the place where it stands. */
export type Spelling = (words: readonly string[]) => string;

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Every way that programs join the words of a name; one word alone is written in three. */
export const SPELLINGS: Readonly<Record<string, Spelling>> = {
  camel: ([first = '', ...rest]) => first + rest.map(capital).join(''),
  pascal: (words) => words.map(capital).join(''),
  snake: (words) => words.join('_'),
  constant: (words) => words.join('_').toUpperCase(),
  kebab: (words) => words.join('-'),
  train: (words) => words.map(capital).join('-'),
  header: (words) => `X-${words.map(capital).join('-')}`,
  flat: (words) => words.join(''),
  dotted: (words) => words.join('.'),
  bracketed: (words) => `user[${words.join('_')}]`,
  qualified: (words) => `db_${words.join('_')}`,
  numbered: (words) => `${words.join('_')}2`,
};

/** The different spellings of a phrase: `client secret`, in each way once. */
export function spelled(phrase: string): readonly string[] {
  const words = phrase.split(' ');
  return [...new Set(Object.values(SPELLINGS).map((spell) => spell(words)))];
}

/** A name as a header, a flag or a variable can be called: other characters become the joint. */
export const nameWith = (joint: string, key: string): string =>
  key.replaceAll(/[^\p{L}\p{N}]+/gu, joint).replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
