import type { DecodedText } from './decoded-text';

/** What a redacted value is replaced by. */
export const REDACTED = '[Redacted]';

/** A part of a text that must not leave, from `start` up to but not including `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** Written around the mark, so that JSON stays JSON where a number or an object stood. */
  readonly quote: string;
}

/**
 * The secret parts of one text. Every detector reads the text as it came and adds what it finds;
 * nothing is replaced before all have read, so no detector sees another one's mark.
 */
export class Spans {
  private readonly found: Span[] = [];

  get isEmpty(): boolean {
    return this.found.length === 0;
  }

  add(start: number, end: number, quote = ''): void {
    if (end > start) this.found.push({ start, end, quote });
  }

  /** Adds what was found in a part of the text that begins at the place. */
  addPart(part: Spans, start: number): void {
    for (const span of part.found) this.add(start + span.start, start + span.end, span.quote);
  }

  /** Adds what was found in a part of the text after it was decoded; what ends beyond it ends with it. */
  addDecoded(found: Spans, { text, positions }: DecodedText, partStart: number): void {
    for (const { start, end } of found.found) {
      const last = positions[Math.min(end, text.length)] ?? 0;
      this.add(partStart + (positions[start] ?? 0), partStart + last);
    }
  }

  /**
   * The text with one mark for each part; parts that overlap become one.
   * @param cutAt where the text is cut; a part across the cut is replaced whole
   */
  replaceIn(text: string, cutAt = text.length): string {
    if (this.isEmpty) return text.slice(0, cutAt);
    let safe = '';
    let done = 0;
    for (const { start, end, quote } of this.merged()) {
      if (start >= cutAt) break;
      safe += `${text.slice(done, start)}${quote}${REDACTED}${quote}`;
      done = end;
    }
    return safe + text.slice(done, Math.max(done, cutAt));
  }

  /** In order; of those that begin together the longest first. */
  sorted(): readonly Span[] {
    return this.found.toSorted((a, b) => a.start - b.start || b.end - a.end);
  }

  /** In order and apart; of those that begin together the longest decides how it is written. */
  private merged(): readonly Span[] {
    const merged: Span[] = [];
    let last: Span | undefined;
    for (const span of this.sorted()) {
      if (!last || span.start >= last.end) merged.push((last = span));
      else if (span.end > last.end) {
        last = { ...last, end: span.end };
        merged[merged.length - 1] = last;
      }
    }
    return merged;
  }
}
