import { decodedText } from './decoded-text';
import { isNameKey, isValueKey, mayBeNameKey } from './named-values';
import { isPlainValue } from './plain-value';
import { hasOAuth, hidesParameter } from './query-keys';
import type { SensitiveKeys } from './sensitive-keys';
import { Spans } from './spans';

/** Finds secrets in a text by their forms and in prose. */
export type FindInText = (text: string, spans: Spans) => void;

const [AMPERSAND, EQUALS, HASH] = [38, 61, 35];
/** Names are encoded once, or more often where an address went through several hands. */
const MAX_LAYERS = 3;

/** Where the query of an address begins, or its fragment; its length where it has neither. */
export function startOfQuery(url: string): number {
  const start = url.search(/[?#]/);
  return start < 0 ? url.length : start + 1;
}

/**
 * Finds secrets in the query and the fragment of an address by their grammar: pairs apart by `&`, each
 * with all that stands behind its first `=` (URL Standard, section 5.1). What is no secret by its
 * name is read as a text of its own: it may be JSON, or another address.
 */
export class QueryReader {
  private isOfOAuth: boolean | undefined;
  /** `name=password`, whose value is that of another parameter. */
  private namesSecret = false;
  /** Where the last value stands whose name may follow. */
  private value: readonly [start: number, end: number] = [0, 0];

  constructor(
    private readonly url: string,
    private readonly keys: SensitiveKeys,
    private readonly spans: Spans,
    private readonly find: FindInText,
  ) {}

  /** @param start behind the `?` */
  read(start: number): void {
    const { url } = this;
    let [pair, equals] = [start, -1];
    for (let at = start; at <= url.length; at += 1) {
      const code = url.charCodeAt(at);
      if (code === EQUALS && equals < 0) equals = at;
      else if (code === AMPERSAND || code === HASH || at === url.length) {
        this.readPair(pair, equals, at);
        pair = at + 1;
        equals = -1;
      }
    }
  }

  /** @param equals the place between name and value; -1 where there is no name */
  private readPair(start: number, equals: number, end: number): void {
    const from = equals < 0 ? start : equals + 1;
    if (from === end) return;
    const { url, spans } = this;
    if (equals >= 0 && this.hides(start, equals, end)) spans.add(from, end);
    else if (!isPlainValue(url, from, end)) {
      const found = new Spans();
      this.find(url.slice(from, end), found);
      spans.addPart(found, from);
    }
  }

  private hides(start: number, equals: number, end: number): boolean {
    const { url, keys } = this;
    const written = decodedName(url.slice(start, equals));
    const name = url.charCodeAt(start - 1) === HASH ? withoutPath(written) : written;
    if (mayBeNameKey(name) && this.isNamed(name, equals, end)) return true;
    if (!keys.mayHave(name, 0, name.length)) return false;
    const value = url.slice(equals + 1, end);
    if (keys.hides(name, value)) return true;
    return hidesParameter(name, value, () => (this.isOfOAuth ??= hasOAuth(url)));
  }

  /** Whether a parameter before this one names its value as that of a secret. */
  private isNamed(name: string, equals: number, end: number): boolean {
    if (isValueKey(name)) {
      this.value = [equals + 1, end];
      return this.namesSecret;
    }
    if (!isNameKey(name)) return false;
    this.namesSecret = this.keys.has(decodedName(this.url.slice(equals + 1, end)));
    if (this.namesSecret) this.spans.add(...this.value);
    return false;
  }
}

function decodedName(raw: string): string {
  let name = raw;
  for (let layer = 0; layer < MAX_LAYERS && name.includes('%'); layer += 1) {
    name = decodedText(name)?.text ?? name;
  }
  return name;
}

/** `#/callback?code=x`: the address of a page within the page. */
function withoutPath(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('?'), name.lastIndexOf('/')) + 1);
}
