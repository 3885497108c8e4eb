import { appFolders } from './app-folders';
import { readSource } from './source-file';

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
/** The lines of the files that one event names, read once for all its places in them. */
type Files = Map<string, readonly string[] | undefined>;

const AROUND = 5;
const MAX_LINE_LENGTH = 160;
const MAX_REMEMBERED = 1000;

/**
 * The lines of the app's own code around each place of a stack, read once for each place. Only
 * files that this process has loaded are read, whatever a stack names. The SDK's own integration
 * reads them asynchronously, which would take the event of a crash away from the process that is
 * about to end.
 */
export class SourceLines {
  readonly name = 'SourceLines';
  private readonly known = new Map<string, Excerpt>();
  private readonly folders = appFolders();

  readonly processEvent = <E extends WithFrames>(event: E): E => {
    const files: Files = new Map();
    for (const { stacktrace } of event.exception?.values ?? []) {
      for (const frame of stacktrace?.frames ?? []) this.addTo(frame, files);
    }
    return event;
  };

  private addTo(frame: Frame, files: Files): void {
    const { filename, lineno, in_app: isOwn } = frame;
    if (!isOwn || lineno === undefined || filename === undefined) return;
    Object.assign(frame, this.excerptAt(filename, lineno, files));
  }

  private excerptAt(file: string, line: number, files: Files): Excerpt | undefined {
    const place = `${file}:${line}`;
    const known = this.known.get(place);
    if (known) return known;
    if (!files.has(file)) files.set(file, readSource(file, this.folders));
    const excerpt = excerptOf(files.get(file), line);
    if (excerpt) this.remember(place, excerpt);
    return excerpt;
  }

  /** A file that is not read is no place to remember, or text could fill the memory. */
  private remember(place: string, excerpt: Excerpt): void {
    const [oldest] = this.known.size < MAX_REMEMBERED ? [] : this.known.keys();
    if (oldest !== undefined) this.known.delete(oldest);
    this.known.set(place, excerpt);
  }
}

function excerptOf(lines: readonly string[] | undefined, line: number): Excerpt | undefined {
  const at = line - 1;
  const text = lines?.[at];
  if (!lines || text === undefined) return undefined;
  return {
    pre_context: lines.slice(Math.max(0, at - AROUND), at).map(cut),
    context_line: cut(text),
    post_context: lines.slice(line, line + AROUND).map(cut),
  };
}

function cut(line: string): string {
  return line.slice(0, MAX_LINE_LENGTH);
}
