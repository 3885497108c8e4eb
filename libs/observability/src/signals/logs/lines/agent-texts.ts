import { quoted } from '../../../core';
import type { Redactor } from '../../../core';

const MAX_AGENT_LENGTH = 512;
const MAX_REMEMBERED = 500;

/**
 * User agents as written: redacted and quoted. A few of them send most requests, so each is redacted
 * once.
 */
export class AgentTexts {
  private readonly known = new Map<string, string>();

  constructor(private readonly redactor: Redactor) {}

  of(agent: string): string {
    const known = this.known.get(agent);
    if (known !== undefined) return known;
    // Truncated after redaction: half a secret would not be recognised.
    const text = quoted(this.redactor.text(agent, MAX_AGENT_LENGTH).slice(0, MAX_AGENT_LENGTH));
    // Clients choose it, so the cache is limited.
    if (this.known.size < MAX_REMEMBERED && agent.length <= MAX_AGENT_LENGTH)
      this.known.set(agent, text);
    return text;
  }

  /** Truncated to the given number of characters. */
  cut(agent: string, length: number): string {
    return quoted(this.redactor.text(agent, length).slice(0, length));
  }
}
