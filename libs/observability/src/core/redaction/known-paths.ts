import type { PathMask } from './path-mask';
import type { Spans } from './spans';

/** Paths of the app that hold a secret, found in any text: `/reset/…` of the route `/reset/:token`. */
export class KnownPaths {
  private readonly sources = new Set<string>();
  private pattern: RegExp | undefined;

  get isEmpty(): boolean {
    return this.sources.size === 0;
  }

  add({ before, secret }: PathMask): void {
    if (before === undefined) return;
    this.sources.add(`(?:${before})(${secret})`);
    this.pattern = new RegExp([...this.sources].join('|'), 'gi');
  }

  find(text: string, spans: Spans): void {
    if (!this.pattern) return;
    for (const match of text.matchAll(this.pattern)) {
      const [whole, ...groups] = match;
      const secret = groups.find((group) => group !== undefined) ?? whole;
      spans.add(match.index + whole.length - secret.length, match.index + whole.length);
    }
  }
}
