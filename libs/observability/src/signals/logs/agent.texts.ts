import { quoted } from '../../core';
import type { Redactor } from '../../core';

const LONGEST_AGENT = 512;
const MOST_REMEMBERED = 500;

/**
 * User agents as they are written: without secrets, quoted. Few of them make most requests, so each
 * is looked through once.
 */
export class AgentTexts {
  private readonly known = new Map<string, string>();

  constructor(private readonly redactor: Redactor) {}

  of(agent: string): string {
    const known = this.known.get(agent);
    if (known !== undefined) return known;
    // Cut after it is scrubbed: half a secret is not known for one.
    const text = quoted(this.redactor.text(agent, LONGEST_AGENT).slice(0, LONGEST_AGENT));
    // Clients may send what they like, so the memory has a limit.
    if (this.known.size < MOST_REMEMBERED && agent.length <= LONGEST_AGENT)
      this.known.set(agent, text);
    return text;
  }

  /** No longer than so many characters. */
  cut(agent: string, length: number): string {
    return quoted(this.redactor.text(agent, length).slice(0, length));
  }
}
