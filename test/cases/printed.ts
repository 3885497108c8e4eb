const MAX_QUOTED = 3000;
/** `name: value`, where the value begins a JSON text; names are free of blanks, or are `GET /path`. */
const BEGINNING = /^(\{.*\}|(?:[A-Z]+ )?\S+|\w+(?: \w+)*): (.*)$/;

/** What a scenario printed: values with a name, of one or more lines of JSON, and other rows of text. */
export class Printed {
  readonly rows: string[] = [];
  private readonly named: { readonly name: string; readonly value: unknown }[] = [];

  constructor(private readonly text: string) {
    const lines = text.split('\n');
    for (let at = 0; at < lines.length;) at = this.read(lines, at);
  }

  /** All values that were printed by a name, in their order. */
  values(name: string): unknown[] {
    const found = this.named.filter((value) => value.name === name);
    if (found.length === 0) throw new Error(`"${name}" was not printed:\n${this.end()}`);
    return found.map(({ value }) => value);
  }

  /** The first value that was printed by a name. */
  value(name: string): unknown {
    return this.values(name)[0];
  }

  /** A printed list of texts. */
  texts(name: string): string[] {
    const value = this.value(name);
    if (!Array.isArray(value)) throw new Error(`"${name}" is no list:\n${this.end()}`);
    return value.map(String);
  }

  /** The one row that begins with a text. */
  row(beginning: string): string {
    const found = this.rows.find((row) => row.startsWith(beginning));
    if (found === undefined) {
      throw new Error(`No row begins with "${beginning}":\n${this.end()}`);
    }
    return found;
  }

  /** Fields of the rows of a printed list, which the scenarios join by `|`. */
  table(name: string): string[][] {
    return this.texts(name).map((row) => row.split('|').map((field) => field.trim()));
  }

  private read(lines: readonly string[], at: number): number {
    const line = lines[at] ?? '';
    const [, name, beginning] = BEGINNING.exec(line) ?? [];
    if (name === undefined || beginning === undefined) {
      if (line !== '') this.rows.push(line);
      return at + 1;
    }
    for (let end = at + 1; end <= lines.length; end++) {
      const value = parse([beginning, ...lines.slice(at + 1, end)].join('\n'));
      if (value === undefined) continue;
      this.named.push({ name, value });
      return end;
    }
    this.rows.push(line);
    return at + 1;
  }

  private end(): string {
    return this.text.slice(-MAX_QUOTED);
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
