import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import {
  LineRelay,
  Drops,
  Observer,
  Redactor,
  RequestContext,
  RequestObservation,
} from '../../libs/observability/src/core';
import { Logs } from '../../libs/observability/src/signals/logs';
import { LOG_FORMATS } from '../../libs/observability/src/signals/logs/formats/format';
import type { LogFormat } from '../../libs/observability/src/signals/logs/formats/format';
import { LOGS_DEFAULTS } from '../../libs/observability/src/signals/logs/logs.options';
import { AccessLine } from '../../libs/observability/src/signals/logs/lines/access-line';

const SERVICE = { name: 'shop', version: '1', environment: 'production' };

/** What was written since it was asked last, in each format. */
export type Written = Readonly<Record<LogFormat, string>>;

/** The logging of an app whose lines are kept as they were written, once in each format. */
export class WrittenLogs {
  readonly redactor = new Redactor();
  readonly logs: Logs;
  private readonly texts = new Map<LogFormat, string>();

  constructor() {
    const destinations = Object.fromEntries(
      LOG_FORMATS.map((format) => {
        const write = (line: string): void => {
          this.texts.set(format, (this.texts.get(format) ?? '') + line);
        };
        return [format, { type: 'custom' as const, format, to: { write } }];
      }),
    );
    const options = { ...LOGS_DEFAULTS, level: 'trace', levelSignal: false, destinations };
    this.logs = new Logs(options, {
      service: SERVICE,
      drops: new Drops(),
      redactor: this.redactor,
      listener: new LineRelay(),
    });
  }

  /** Writes the access line of a request. */
  access(facts: { url?: string; route?: string; agent?: string; user?: string }): void {
    const { url = '/', route = '/', agent = 'curl', user } = facts;
    const context = new RequestContext(new Observer([]), {
      user: () => ({ ...(user && { id: user }) }),
    });
    const request = new IncomingMessage(new Socket());
    Object.assign(request, { method: 'GET', url, headers: { 'user-agent': agent } });
    const observation = new RequestObservation(
      0,
      context,
      request,
      new ServerResponse(request),
      {},
    );
    Object.assign(observation, { route, status: 200, durationSeconds: 0.001 });
    this.logs.lines.write(new AccessLine(SERVICE, this.redactor).of(observation));
  }

  take(): Written {
    const written = Object.fromEntries(this.texts);
    this.texts.clear();
    return written as Written;
  }
}
