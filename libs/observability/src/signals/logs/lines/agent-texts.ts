import { quoted } from '../../../core';
import type { Redactor } from '../../../core';

const MAX_AGENT_LENGTH = 512;
const MAX_REMEMBERED = 500;

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
    const text = quoted(this.redactor.text(agent, MAX_AGENT_LENGTH).slice(0, MAX_AGENT_LENGTH));
    // Clients may send what they like, so the memory has a limit.
    if (this.known.size < MAX_REMEMBERED && agent.length <= MAX_AGENT_LENGTH)
      this.known.set(agent, text);
    return text;
  }

  /** No longer than so many characters. */
  cut(agent: string, length: number): string {
    return quoted(this.redactor.text(agent, length).slice(0, length));
  }
}
