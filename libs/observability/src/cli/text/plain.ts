/** Control characters, line breaks, and those that turn the direction of a text. */
const STEERING = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;
/** Those of them that JSON leaves as they are. */
const STEERING_IN_JSON = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** A text as one line that cannot steer the terminal: what others wrote may hold escape sequences. */
export function plain(text: string): string {
  return text.replace(STEERING, ' ').trim();
}

/** JSON for people and programs, which cannot steer the terminal either. */
export function plainJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(STEERING_IN_JSON, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
