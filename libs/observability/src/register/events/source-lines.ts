import { readFileSync, statSync } from 'node:fs';

interface Frame {
  readonly filename?: string;
  readonly lineno?: number;
  readonly in_app?: boolean;
  pre_context?: string[];
  context_line?: string;
  post_context?: string[];
}

interface WithFrames {
  readonly exception?: {
    readonly values?: readonly { readonly stacktrace?: { readonly frames?: Frame[] } }[];
  };
}

type Excerpt = Pick<Frame, 'pre_context' | 'context_line' | 'post_context'>;

const AROUND = 5;
const LONGEST_LINE = 160;
const LARGEST_FILE = 1_048_576;
const MOST_REMEMBERED = 1000;
const NOTHING: Excerpt = {};

/**
 * The lines of the app's own code around each place of a stack, read once for each place. The SDK's
 * own integration reads them asynchronously, which would take the event of a crash away from the
 * process that is about to end.
 */
export class SourceLines {
  readonly name = 'SourceLines';
  private readonly known = new Map<string, Excerpt>();

  readonly processEvent = <E extends WithFrames>(event: E): E => {
    for (const { stacktrace } of event.exception?.values ?? []) {
      for (const frame of stacktrace?.frames ?? []) this.addTo(frame);
    }
    return event;
  };

  private addTo(frame: Frame): void {
    const { filename, lineno, in_app: isOwn } = frame;
    if (!isOwn || lineno === undefined || filename?.startsWith('/') !== true) return;
    Object.assign(frame, this.excerptAt(filename, lineno));
  }

  private excerptAt(file: string, line: number): Excerpt {
    const place = `${file}:${line}`;
    const known = this.known.get(place);
    if (known) return known;
    const excerpt = read(file, line);
    if (this.known.size < MOST_REMEMBERED) this.known.set(place, excerpt);
    return excerpt;
  }
}

function read(file: string, line: number): Excerpt {
  try {
    if (statSync(file).size > LARGEST_FILE) return NOTHING;
    const lines = readFileSync(file, 'utf8').split('\n');
    const at = line - 1;
    return {
      pre_context: lines.slice(Math.max(0, at - AROUND), at).map(cut),
      context_line: cut(lines[at] ?? ''),
      post_context: lines.slice(line, line + AROUND).map(cut),
    };
  } catch {
    // A file that is no longer there, or never was: bundled code, a name from a source map.
    return NOTHING;
  }
}

function cut(line: string): string {
  return line.slice(0, LONGEST_LINE);
}
