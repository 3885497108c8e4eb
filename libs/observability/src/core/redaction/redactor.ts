import { endOfMessage } from '../stack/separate-stack';
import { startOfQuery, QueryReader } from './address';
import { errorTexts, rawTexts } from './failures/error-texts';
import type { ErrorTexts } from './failures/error-texts';
import { safeHeaders } from './headers';
import type { SafeHeaders } from './headers';
import { JsonText } from './json-text';
import { pathKindOf } from './path-kind';
import type { PathKind } from './path-kind';
import { findRandomSegments } from './path-segments';
import { everywhere } from './patterns';
import type { RedactionRules } from './redaction-rules';
import { RouteMasks } from './route-masks';
import { MAX_TEXT, TOO_MUCH } from './copy-budget';
import { SafeCopy } from './safe-copy';
import type { CopyRules } from './copy-rules';
import { SecretFinder } from './secret-finder';
import { SensitiveKeys } from './sensitive-keys';
import { Spans } from './spans';

const MAX_TEXT_LENGTH = 16_384;
/** A secret across the cut is seen whole: a signed token has two thousand characters at most. */
const BEYOND_CUT = 2048;
/** Of what an error says; the rest of a text that long repeats what a client sent. */
const MAX_MESSAGE = 4096;
/** No part of a path that looks random has fewer characters. */
const MIN_SEGMENT_LENGTH = 32;
const MIN_LONG_MESSAGE = 512;
/** Longer texts count against the budget of their request: a stack of ordinary length does not. */
const MIN_LONG = 4096;
const MAX_STACK = 2 * MAX_TEXT_LENGTH;

/**
 * Makes a copy of anything that is safe to write: secrets replaced, cycles cut, getters that throw
 * reported as such, BigInt and symbols as text. It never throws and never changes what it is given.
 */
export class Redactor {
  private readonly keys: SensitiveKeys;
  private readonly hasPatterns: boolean;
  private readonly finder: SecretFinder;
  private readonly routes: RouteMasks;
  private readonly keepsPersonalData: boolean;
  private readonly budget: RedactionRules['budget'];
  private readonly rules: CopyRules;

  constructor({
    keys = [],
    patterns = [],
    routes = [],
    keepsPersonalData = false,
    budget,
  }: RedactionRules = {}) {
    this.keys = new SensitiveKeys(keys);
    this.hasPatterns = patterns.length > 0;
    this.keepsPersonalData = keepsPersonalData;
    this.budget = budget;
    this.finder = new SecretFinder(this.keys, patterns.map(everywhere), keepsPersonalData);
    this.rules = {
      keys: this.keys,
      text: (text) => this.text(text),
      errorTexts: (error) => this.errorTexts(error),
      keepsErrorValues: keepsPersonalData,
      hasPatterns: this.hasPatterns,
    };
    this.routes = new RouteMasks(this.keys);
    for (const route of routes) this.routes.of(route);
  }

  /**
   * The copy of a value that stands under no key.
   * @param maxText what its texts may have together, in characters; those beyond are replaced
   */
  value(value: unknown, maxText = MAX_TEXT): unknown {
    return typeof value === 'string'
      ? this.text(value)
      : new SafeCopy(this.rules, maxText).of(value);
  }

  /**
   * The text without secrets: tokens, passwords in addresses, values of sensitive keys, card numbers.
   * @param length how much of it is wanted, in characters; one character more says that it was cut
   */
  text(text: string, length = MAX_TEXT_LENGTH): string {
    return this.replaced(text, length, (seen, spans) => {
      this.finder.find(seen, spans);
      this.routes.find(seen, spans);
    });
  }

  /** What an error says, without secrets and without values that its maker refuses. */
  errorTexts(thrown: unknown): ErrorTexts {
    const { message, stack } = this.withoutValues(thrown);
    const safe = this.text(message, MAX_MESSAGE);
    return { message: safe, stack: stack && this.stack(stack, message, safe) };
  }

  /** A long message that the stack begins with is not read once more. */
  private stack(stack: string, message: string, safeMessage: string): string {
    const end = message.length < MIN_LONG_MESSAGE ? undefined : endOfMessage(stack, message);
    if (end === undefined) return this.text(stack);
    const name = this.text(stack.slice(0, end - message.length));
    return `${name}${safeMessage}${this.text(stack.slice(end))}`.slice(0, MAX_STACK);
  }

  /** The same with its secrets, for what is kept and seldom shown. */
  withoutValues(thrown: unknown): ErrorTexts {
    return this.keepsPersonalData ? rawTexts(thrown) : errorTexts(thrown);
  }

  /** The address of a request whose route is not known: parts of its path that look random go, too. */
  url(url: string, length = MAX_TEXT_LENGTH): string {
    const isShort = url.length < MIN_SEGMENT_LENGTH && this.routes.isEmpty;
    if (isShort && this.kindOf(url) === 'plain') return url;
    return this.replaced(url, length, (seen, spans) => {
      this.findInAddress(seen, spans);
      this.routes.find(seen, spans);
      findRandomSegments(seen, spans);
    });
  }

  /** The address of a request whose route is known, so that `/reset/:token` says what is secret. */
  urlOfRoute(url: string, route: string, length = MAX_TEXT_LENGTH): string {
    if (route === '') return this.url(url, length);
    const mask = this.routes.of(route);
    const masked = mask ? mask.apply(url.slice(0, MAX_TEXT_LENGTH)) : url;
    const kind = this.kindOf(masked);
    if (kind === 'plain') return masked;
    return this.replaced(masked, length, (seen, spans) => {
      if (kind === 'other') this.findInAddress(seen, spans);
      else this.finder.findByForm(seen, spans);
    });
  }

  /** Learns the paths that GraphQL answers at: their parameters hold the query and its variables. */
  hideGraphqlOf(paths: readonly string[]): void {
    this.routes.hideGraphqlOf(paths);
  }

  /** Whether the paths of a route hold secrets. */
  hidesPathOf(route: string): boolean {
    return this.routes.of(route) !== undefined;
  }

  /** A copy of HTTP headers: cookies keep their names, credentials their scheme. */
  headers(headers: object): SafeHeaders {
    return safeHeaders(headers, this.keys, (text) => this.text(text));
  }

  /** The text without what is found in it, cut where it is far too long. */
  private replaced(
    text: string,
    length: number,
    find: (seen: string, spans: Spans) => void,
  ): string {
    if (text.length <= MIN_LONG && text.length <= length) return withoutSpans(text, length, find);
    const isCut = text.length > length;
    const seen = isCut ? text.slice(0, length + BEYOND_CUT) : text;
    const read = (): string => withoutSpans(seen, length, find);
    const budget = this.budget?.();
    const safe = budget && seen.length > MIN_LONG ? budget.spend(seen.length, read) : read();
    if (safe === undefined) return TOO_MUCH;
    return isCut ? `${safe.slice(0, length)}…` : safe;
  }

  /** The path in any way that a text is read, query and fragment by their grammar. */
  private findInAddress(url: string, spans: Spans): void {
    const { finder, keys } = this;
    const start = startOfQuery(url);
    finder.find(url.slice(0, start), spans);
    if (start === url.length) return;
    new QueryReader(url, keys, spans, (text, found) => finder.find(text, found)).read(start);
    finder.findAcross(url, spans);
  }

  /** The app's own patterns may find something in the plainest path. */
  private kindOf(url: string): PathKind {
    return this.hasPatterns ? 'other' : pathKindOf(url);
  }
}

function withoutSpans(
  seen: string,
  length: number,
  find: (seen: string, spans: Spans) => void,
): string {
  const spans = new Spans();
  find(seen, spans);
  if (spans.isEmpty) return seen.slice(0, length);
  return new JsonText(seen).fitted(spans).replaceIn(seen, length);
}
