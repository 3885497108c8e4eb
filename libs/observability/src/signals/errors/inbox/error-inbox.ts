import { createHash } from 'node:crypto';
import { keptText, reportHintsOf } from '../../../core';
import type { ErrorLevel, Redactor } from '../../../core';
import type { ErrorFacts, ErrorOrigin, ErrorSink } from '../facts/error-sink';
import { fingerprintOf, typeOf } from '../facts/fingerprint';
import { InboxShares } from './inbox-shares';

const MAX_MESSAGE_LENGTH = 1000;
const MAX_STACK_LENGTH = 4000;
/**
 * Of a text that is not scrubbed yet: as much as the redactor reads. A truncated secret might not be
 * recognised, and scrubbing may move the cut into the visible part.
 */
const MAX_UNSCRUBBED = 17_408;
const ID_LENGTH = 12;

/** The work during which an error was last captured. */
export interface InboxRequest {
  readonly method: string | undefined;
  /** The route's template; '' if none matched. */
  readonly route: string | undefined;
  readonly status: number | undefined;
  readonly request_id: string;
  readonly trace_id: string;
  readonly user_id: string | undefined;
}

/** Errors of one kind in the inbox; without secrets. */
export interface InboxEntry {
  /** A hash of the fingerprint, the same in every process. */
  readonly id: string;
  readonly type: string;
  readonly message: string;
  readonly level: ErrorLevel;
  readonly origin: ErrorOrigin;
  /** `POST /orders`, `receipts send` or the operation's name. */
  readonly transaction: string | undefined;
  /** The monitored method that failed first. */
  readonly operation: string | undefined;
  readonly stack: string | undefined;
  readonly count: number;
  /** ISO 8601 in UTC. */
  readonly first_seen: string;
  readonly last_seen: string;
  readonly request: InboxRequest | undefined;
}

/** What the errors of a group have in common. */
type Kind = Pick<InboxEntry, 'id' | 'type' | 'message' | 'stack'>;

interface Group {
  kind: Kind;
  /** Whether the texts are scrubbed: that is done when the entry is first read. */
  isScrubbed: boolean;
  readonly transactions: Set<string>;
  readonly firstSeen: number;
  count: number;
  lastSeen: number;
  last: Pick<InboxEntry, 'level' | 'origin' | 'transaction' | 'operation' | 'request'>;
}

/**
 * The last distinct errors of this process, grouped by fingerprint; no Sentry account needed. It keeps
 * texts instead of errors, so that it retains no objects of the app. When it is full, it removes the
 * oldest group of the transaction with the most groups, so that a flood evicts only itself. Texts are
 * scrubbed when they are first read: in an error storm most are removed before.
 */
export class ErrorInbox implements ErrorSink {
  /** In the order in which they were last seen. */
  private readonly groups = new Map<string, Group>();
  private readonly shares = new InboxShares<string, Group>();
  private seen = 0;

  /** @param most the maximum number of distinct errors; 0 keeps none */
  constructor(
    private readonly most: number,
    private readonly redactor: Redactor,
    private readonly now: () => number = Date.now,
  ) {}

  /** How many errors were reported since the start, removed ones included. */
  get total(): number {
    return this.seen;
  }

  report(error: unknown, facts: ErrorFacts): void {
    this.seen += 1;
    if (this.most === 0) return;
    const fingerprint = fingerprintOf(error, facts);
    const group = this.groups.get(fingerprint) ?? this.open(fingerprint, error, facts);
    group.count += 1;
    group.lastSeen = this.now();
    group.last = lastOf(error, facts);
    this.shares.meet(group, facts.transaction ?? '');
    this.groups.delete(fingerprint);
    this.groups.set(fingerprint, group);
    if (this.groups.size > this.most) this.forgetOne();
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  /** The groups, newest first. */
  entries(): InboxEntry[] {
    return [...this.groups.values()].toReversed().map((group) => this.entryOf(group));
  }

  clear(): void {
    this.groups.clear();
    this.shares.clear();
  }

  private open(fingerprint: string, error: unknown, facts: ErrorFacts): Group {
    const texts = this.redactor.withoutValues(error);
    const message = facts.message ?? texts.message;
    const kind = {
      id: createHash('sha1').update(fingerprint).digest('hex').slice(0, ID_LENGTH),
      type: facts.message === undefined ? keptText(typeOf(error), MAX_MESSAGE_LENGTH) : 'message',
      message: keptText(message, MAX_UNSCRUBBED),
      stack: texts.stack && keptText(texts.stack, MAX_UNSCRUBBED),
    };
    const now = this.now();
    const times = { firstSeen: now, lastSeen: now };
    const last = lastOf(error, facts);
    return { kind, ...times, transactions: new Set(), isScrubbed: false, count: 0, last };
  }

  private entryOf(group: Group): InboxEntry {
    if (!group.isScrubbed) group.kind = this.scrub(group.kind);
    group.isScrubbed = true;
    const { kind, firstSeen, lastSeen, count, last } = group;
    return {
      ...kind,
      ...last,
      count,
      first_seen: new Date(firstSeen).toISOString(),
      last_seen: new Date(lastSeen).toISOString(),
    };
  }

  private scrub({ id, type, message, stack }: Kind): Kind {
    return {
      id,
      type: this.redactor.text(type),
      message: this.redactor.text(message).slice(0, MAX_MESSAGE_LENGTH),
      stack: stack && this.redactor.text(stack).slice(0, MAX_STACK_LENGTH),
    };
  }

  private forgetOne(): void {
    const fingerprint = this.shares.leastMissed(this.groups);
    const group = fingerprint === undefined ? undefined : this.groups.get(fingerprint);
    if (fingerprint === undefined || !group) return;
    this.groups.delete(fingerprint);
    this.shares.release(group);
  }
}

function lastOf(error: unknown, facts: ErrorFacts): Group['last'] {
  const { level, origin = 'uncaught', transaction, context, request } = facts;
  return {
    level: level ?? reportHintsOf(error)?.level ?? 'error',
    origin,
    transaction,
    operation: context?.failedOperation,
    request: context && {
      method: request?.method,
      route: request?.route,
      status: request?.status,
      request_id: context.requestId,
      trace_id: context.traceId,
      user_id: context.user?.id,
    },
  };
}

/** The response of the inbox endpoint. */
export interface InboxPage {
  /** Errors reported since the start, removed ones included. */
  readonly total: number;
  readonly distinct: number;
  /** Newest first. */
  readonly errors: readonly InboxEntry[];
}

export function presentInbox(inbox: ErrorInbox): InboxPage {
  const errors = inbox.entries();
  return { total: inbox.total, distinct: errors.length, errors };
}
