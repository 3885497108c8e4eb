import {
  EventQuota,
  ignoreLate,
  isThenable,
  messageOf,
  Redactor,
  warnOnce,
} from '../../../../core';
import type {
  BeforeBreadcrumb,
  BeforeSend,
  SentryBreadcrumb,
  SentryEvent,
  SentryHint,
} from '../../../../core';
import { OwnEvents } from './own-events';

/** What the texts of an event may have together, in characters: stacks, lines of source, breadcrumbs, a body. */
const MAX_EVENT_TEXT = 262_144;

export type { BeforeBreadcrumb, BeforeSend } from '../../../../core';

/** What the app wants to see of what is sent. */
export interface EventHookSettings {
  readonly redactKeys?: readonly string[];
  /** Whether e-mail addresses and the like may stay. */
  readonly sendPii?: boolean;
  readonly redactor?: Redactor;
  /** How many events may be made in a second. @default 100 */
  readonly quota?: EventQuota;
  readonly beforeSend?: BeforeSend;
  readonly beforeBreadcrumb?: BeforeBreadcrumb;
}

/** The SDK cuts longer ones before their event is scrubbed, and half a secret may not be known for one. */
const MAX_BREADCRUMB_MESSAGE = 2048;
const BREADCRUMB = 'errors.beforeBreadcrumb';

/**
 * What happens to each event before it leaves: the quota, then the app's hook, then the redactor, so
 * that what the hook adds is scrubbed too. A hook that throws or gives rubbish loses no event.
 */
export class EventHooks {
  /** Events that the app captured by Sentry's own functions. */
  readonly own: OwnEvents;
  private readonly redactor: Redactor;
  private readonly warned = new Set<string>();

  constructor(
    private readonly settings: EventHookSettings,
    private readonly isDying: () => boolean,
  ) {
    this.redactor =
      settings.redactor ??
      new Redactor({ keys: settings.redactKeys, keepsPersonalData: settings.sendPii });
    this.own = new OwnEvents(settings.quota ?? new EventQuota());
  }

  beforeSend(given: SentryEvent, hint: SentryHint): ReturnType<BeforeSend> {
    const { beforeSend } = this.settings;
    const event = this.own.admit(given, this.isDying());
    if (!event) return null;
    if (!beforeSend) return this.scrub(event);
    try {
      return this.take(beforeSend(event, hint), event);
    } catch (error) {
      return this.unchanged(event, `threw "${messageOf(error)}"`);
    }
  }

  beforeBreadcrumb(given: SentryBreadcrumb, hint?: object): SentryBreadcrumb | null {
    const breadcrumb = this.changed(given, hint);
    const { message } = breadcrumb ?? {};
    // Short ones are scrubbed with their event, if there ever is one.
    if (typeof message !== 'string' || message.length <= MAX_BREADCRUMB_MESSAGE) return breadcrumb;
    return { ...breadcrumb, message: this.redactor.text(message) };
  }

  private changed(breadcrumb: SentryBreadcrumb, hint?: object): SentryBreadcrumb | null {
    const { beforeBreadcrumb } = this.settings;
    if (!beforeBreadcrumb) return breadcrumb;
    try {
      const result: unknown = beforeBreadcrumb(breadcrumb, hint);
      if (result === null) return null;
      // What is no promise is what the app's own types call a breadcrumb.
      if (typeof result === 'object' && !isThenable(result)) return result;
      ignoreLate(result);
      const what = isThenable(result) ? 'a promise' : `a value of type ${typeof result}`;
      this.warn(BREADCRUMB, `returned ${what}; breadcrumbs are kept unchanged`);
    } catch (error) {
      this.warn(BREADCRUMB, `threw "${messageOf(error)}"; breadcrumbs are kept unchanged`);
    }
    return breadcrumb;
  }

  private take(result: ReturnType<BeforeSend>, event: SentryEvent): ReturnType<BeforeSend> {
    if (!isThenable(result)) return this.takeNow(result, event);
    const late = Promise.resolve(result).then(
      (changed) => this.takeNow(changed, event),
      (error: unknown) => this.unchanged(event, `was rejected with "${messageOf(error)}"`),
    );
    // A process that ends waits for no promise.
    return this.isDying() ? this.scrub(event) : late;
  }

  private takeNow(result: unknown, event: SentryEvent): SentryEvent | null {
    if (result === null) return null;
    if (typeof result === 'object') return this.scrub(result);
    return this.unchanged(event, `returned a value of type ${typeof result} instead of an event`);
  }

  private unchanged(event: SentryEvent, what: string): SentryEvent {
    this.warn('errors.beforeSend', `${what}; events are sent unchanged`);
    return this.scrub(event);
  }

  /** Once for each option: what it throws may differ each time. */
  private warn(option: string, what: string): void {
    if (this.warned.has(option)) return;
    this.warned.add(option);
    warnOnce(this.redactor.text(`${option} ${what}.`));
  }

  /** What Sentry keeps for itself until the event is sent, and the versions of packages, are not copied. */
  private scrub(event: SentryEvent): SentryEvent {
    const { sdkProcessingMetadata, modules, ...fields } = event;
    // The redactor copies the event's own fields, so the type stays.
    const safe = this.redactor.value(fields, MAX_EVENT_TEXT) as SentryEvent;
    return { ...safe, ...(modules && { modules }), sdkProcessingMetadata };
  }
}
