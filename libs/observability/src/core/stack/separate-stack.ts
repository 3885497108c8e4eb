import { givenNameOf } from '../errors/error-name';
import { isError } from '../errors/is-error';
import { isFrameLine, isInLoadedFile, namesCode } from './frame-line';

/** As many as Sentry keeps; V8 writes 10 of them by default. */
const MAX_FRAMES = 50;
/** Characters of a stack that are searched for frames. */
const MAX_SEARCHED = 65_536;
/** A class with a longer name is unknown here; its frames are the last ones of the stack. */
const MAX_NAME = 256;
const PLAIN_NAME = /^\w{1,100}$/;

/** The frames of an error, apart from its name and message. */
export interface SeparatedStack {
  /** Lines of the form `    at f (a.js:1:2)`, the innermost call first; 50 at most. */
  readonly frames: readonly string[];
  /**
   * Whether name and message were found at the head of the stack. Where they were changed since,
   * a frame may be text of the message.
   */
  readonly isCertain: boolean;
}

const NOTHING: SeparatedStack = { frames: [], isCertain: false };

/**
 * Takes frames and text of an error apart: what its message says is no frame, whatever it looks
 * like. Where the text cannot be distinguished from the frames, the last frames of the stack are taken.
 * Time and result are bounded, however long the stack is. Never throws.
 */
export function separateStack(error: unknown): SeparatedStack {
  if (!isError(error)) return NOTHING;
  try {
    const { stack, message }: { stack?: unknown; message: unknown } = error;
    if (typeof stack !== 'string') return NOTHING;
    const end = endOfMessage(stack, String(message), namesOf(error));
    const lines = end === undefined ? lastFrames(stack) : framesFrom(stack, end + 1);
    return { frames: lines.filter(namesCode), isCertain: end !== undefined };
  } catch {
    return NOTHING;
  }
}

/** The frames of an error, without its name and message; none for what is no error. */
export function framesOf(error: unknown): readonly string[] {
  return separateStack(error).frames;
}

/**
 * The call that threw, as `at f (a.js:1:2)`: the innermost in a file that this process has loaded,
 * else the innermost of all. '' where text might be taken for it.
 */
export function placeOf(error: unknown): string {
  const { frames, isCertain } = separateStack(error);
  const place = isCertain ? (frames.find(isInLoadedFile) ?? frames[0]) : undefined;
  return place?.trim() ?? '';
}

/** A stack as a parser may have it: one word for name and message, then the frames. */
export function stackWithoutText(error: Error): string {
  return [plainNameOf(error), ...framesOf(error)].join('\n');
}

function plainNameOf(error: Error): string {
  const name = givenNameOf(error) ?? '';
  return PLAIN_NAME.test(name) ? name : 'Error';
}

/** What V8 may have written as the name: that of the error, or of its class. */
function namesOf(error: Error): string[] {
  const prototype = Object.getPrototypeOf(error) as Error | null;
  const ofClass: unknown = prototype?.constructor.name;
  const names = [givenNameOf(error), prototype && givenNameOf(prototype), ofClass];
  return names.filter((name) => typeof name === 'string' && name !== '') as string[];
}

/**
 * Where name and message end in the stack; undefined when it does not begin with them.
 * @param names what may stand before the message, besides one line up to a colon
 */
export function endOfMessage(
  stack: string,
  message: string,
  names: readonly string[] = [],
): number | undefined {
  for (const start of message === '' ? [] : startsOfMessage(stack, names)) {
    const end = start + message.length;
    // Ten times as fast as `startsWith` for megabytes.
    if (isEndOfLine(stack, end) && stack.slice(start, end) === message) return end;
  }
  // An error that was made without a message, and was given one later.
  return names.find((name) => isEndOfLine(stack, name.length) && stack.startsWith(name))?.length;
}

/**
 * Where a message may begin: behind a name that is known, behind one that was another when the
 * stack was written, and at once. The name is one line, so no part of a message passes for it.
 */
function startsOfMessage(stack: string, names: readonly string[]): number[] {
  const known = names.filter((name) => stack.startsWith(`${name}: `)).map(({ length }) => length);
  const [line = ''] = stack.slice(0, MAX_NAME).split('\n', 1);
  const other = line.indexOf(': ');
  const colons = other < 0 ? known : [...known, other];
  return [...colons.map((at) => at + ': '.length), 0];
}

function isEndOfLine(text: string, at: number): boolean {
  return at === text.length || text[at] === '\n';
}

/** The frames behind the text. What was appended below them is not part of the stack. */
function framesFrom(stack: string, start: number): string[] {
  const lines = stack.slice(start, start + MAX_SEARCHED).split('\n', MAX_FRAMES);
  const end = lines.findIndex((line) => !isFrameLine(line));
  return end < 0 ? lines : lines.slice(0, end);
}

/** The frames at the end of the stack, where text is least likely to stand. */
function lastFrames(stack: string): string[] {
  const lines = stack.slice(-MAX_SEARCHED).trimEnd().split('\n').slice(-MAX_FRAMES);
  return lines.slice(lines.findLastIndex((line) => !isFrameLine(line)) + 1);
}
