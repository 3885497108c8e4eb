const MAX_REMEMBERED = 1000;

/** Says each warning once, so that a mistake in a loop is one line and not a million. */
export class Warnings {
  private readonly said = new Set<string>();

  /** @param say writes one line to wherever the app's warnings go */
  constructor(private readonly say: (message: string) => void) {}

  /** @param key what makes two warnings the same */
  once(key: string, message: string): void {
    if (this.said.has(key) || this.said.size >= MAX_REMEMBERED) return;
    this.said.add(key);
    try {
      this.say(message);
    } catch {
      // A logger that throws must not affect code that only wanted to warn.
    }
  }
}
