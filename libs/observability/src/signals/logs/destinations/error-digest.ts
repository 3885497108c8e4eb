import { oneLine, paragraph } from '../../../core';
import { readLine, stackOf } from '../formats/line-record';
import type { LineRecord } from '../formats/line-record';

/** Lines with the same message. */
interface Group {
  readonly first: LineRecord;
  count: number;
  lastAt: string;
}

/** A mail that reports many lines. */
export interface Digest {
  readonly subject: string;
  readonly text: string;
  readonly lines: number;
}

const MAX_GROUPS = 20;
const MAX_STACK_LENGTH = 4096;
const MAX_SUBJECT_LENGTH = 120;
const MAX_MESSAGE_LENGTH = 1024;

/** Groups lines by message, within a limit, until a mail can be sent. */
export class ErrorDigest {
  private readonly groups = new Map<string, Group>();
  private others = 0;
  private lines = 0;

  constructor(private readonly sender: string) {}

  get isEmpty(): boolean {
    return this.lines === 0;
  }

  add(line: string): void {
    const record = readLine(line);
    const key = `${record.logger} ${record.exception?.type} ${withoutNumbers(record.message)}`;
    const group = this.groups.get(key);
    this.lines += 1;
    if (group) {
      group.count += 1;
      group.lastAt = record.timestamp;
    } else if (this.groups.size < MAX_GROUPS) {
      this.groups.set(key, { first: record, count: 1, lastAt: record.timestamp });
    } else {
      this.others += 1;
    }
  }

  /** Returns the collected lines and removes them. */
  take(): Digest {
    const groups = [...this.groups.values()];
    const { lines, others } = this;
    const [first] = groups;
    const what = lines === 1 ? '1 error' : `${lines} errors`;
    const subject = `[${this.sender}] ${what}: ${first?.first.message ?? ''}`;
    const text = groups.map(textOf);
    if (others > 0) text.push(`${others} more errors of other kinds are in the log.`);
    this.groups.clear();
    this.others = 0;
    this.lines = 0;
    return {
      subject: oneLine(subject.replaceAll(/\s+/g, ' ').slice(0, MAX_SUBJECT_LENGTH)),
      text: text.join('\n\n'),
      lines,
    };
  }
}

function textOf({ first, count, lastAt }: Group): string {
  const when = count === 1 ? first.timestamp : `${count} times, ${first.timestamp} to ${lastAt}`;
  const { level, logger, message, request_id, exception } = first;
  const rows = [
    oneLine(`${level.toUpperCase()} ${logger ?? ''}: ${message.slice(0, MAX_MESSAGE_LENGTH)}`),
    when,
    ...(request_id === undefined ? [] : [oneLine(`request ${request_id}`)]),
    ...(exception ? [paragraph(stackOf(exception).slice(0, MAX_STACK_LENGTH))] : []),
  ];
  return rows.join('\n');
}

/** `order 4711 failed` and `order 4712 failed` are the same error. */
function withoutNumbers(message: string): string {
  return message.slice(0, MAX_MESSAGE_LENGTH).replaceAll(/\d+/g, '0');
}
